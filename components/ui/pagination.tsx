import { ChevronLeft, ChevronRight, ChevronsLeft } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Button } from "./button";
import { cn } from "./cn";

/**
 * Links to the pages before and after; for keyset paging, so no page numbers. An address of null means there is none.
 * `summary` says what is shown ("1–50 of 10,000+").
 */
export function Pagination({
  first,
  previous,
  next,
  summary,
  label = "Pages of the list",
  className,
}: {
  first?: string | null;
  previous: string | null;
  next: string | null;
  summary?: ReactNode;
  label?: string;
  className?: string;
}) {
  return (
    <nav
      data-slot="pagination"
      aria-label={label}
      className={cn("flex flex-wrap items-center justify-between gap-2 print:hidden", className)}
    >
      <div className="text-[0.8125rem] text-muted-foreground tabular-nums">{summary}</div>
      <div className="flex items-center gap-1">
        {first === undefined ? null : (
          <Step href={first} icon={<ChevronsLeft aria-hidden="true" />}>
            First
          </Step>
        )}
        <Step href={previous} icon={<ChevronLeft aria-hidden="true" />} rel="prev">
          Previous
        </Step>
        <Step href={next} icon={<ChevronRight aria-hidden="true" />} rel="next" iconLast>
          Next
        </Step>
      </div>
    </nav>
  );
}

function Step({
  href,
  icon,
  iconLast = false,
  rel,
  children,
}: {
  href: string | null;
  icon: ReactNode;
  iconLast?: boolean;
  rel?: string;
  children: ReactNode;
}) {
  const inside = (
    <>
      {iconLast ? null : icon}
      {children}
      {iconLast ? icon : null}
    </>
  );
  if (href === null) {
    return (
      <Button variant="outline" size="sm" disabled>
        {inside}
      </Button>
    );
  }
  return (
    <Button variant="outline" size="sm" asChild>
      <Link href={href} rel={rel} prefetch={false} scroll={false}>
        {inside}
      </Link>
    </Button>
  );
}
