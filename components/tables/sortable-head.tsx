import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { TableHead } from "@/components/ui/table";

const sortWords = { asc: "ascending", desc: "descending" } as const;

/**
 * A column header that sorts by following `href` (the address with the other order).
 * `href` null: this column cannot sort now; `reason` then says why.
 */
export function SortableHead({
  children,
  direction,
  href,
  reason,
  className,
  ...props
}: Omit<ComponentProps<"th">, "scope"> & {
  children: ReactNode;
  direction: "asc" | "desc" | null;
  href: string | null;
  reason?: string;
}) {
  const Icon = direction === "asc" ? ArrowUp : direction === "desc" ? ArrowDown : ChevronsUpDown;
  return (
    <TableHead aria-sort={direction ? sortWords[direction] : undefined} className={cn("px-0", className)} {...props}>
      {href === null ? (
        <span className="flex h-8 items-center gap-1 px-3" title={reason}>
          {children}
          {reason ? <span className="sr-only">({reason})</span> : null}
        </span>
      ) : (
        <Link
          href={href}
          prefetch={false}
          scroll={false}
          className={cn(
            "group/sort flex h-8 items-center gap-1 px-3 outline-none hover:text-foreground focus-visible:outline-2 focus-visible:outline-ring focus-visible:-outline-offset-2",
            direction && "text-foreground",
          )}
        >
          {children}
          <Icon
            className={cn(
              "size-3.5 shrink-0",
              direction === null && "opacity-0 group-hover/sort:opacity-100 group-focus-visible/sort:opacity-100",
            )}
            aria-hidden="true"
          />
        </Link>
      )}
    </TableHead>
  );
}
