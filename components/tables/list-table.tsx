import Link from "next/link";
import { Fragment, type ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";

/** `head` may be a `SortableHead`, which is a cell of its own: then `isCell` is set. `label` names the value on a card. */
export type ListColumn = {
  id: string;
  head: ReactNode;
  isCell?: boolean;
  label?: string;
  className?: string;
};

/** The first cell names the row. With `href` that name is a link to the row's own page. */
export type ListRow = { id: string; cells: readonly ReactNode[]; href?: string };

/**
 * A list of things to manage: a table, and under 640 px one card for each row with every value under its column's name.
 */
export function ListTable({
  label,
  columns,
  rows,
  empty,
}: {
  label: string;
  columns: readonly ListColumn[];
  rows: readonly ListRow[];
  empty: ReactNode;
}) {
  if (rows.length === 0) return <div className="rounded-lg border border-border bg-card">{empty}</div>;
  return (
    <div className="overflow-hidden rounded-lg border border-border bg-card max-sm:border-0 max-sm:bg-transparent">
      <Table label={label} density="comfortable" className="max-sm:block" containerClassName="max-sm:overflow-visible">
        <TableHeader className="max-sm:sr-only">
          <TableRow>
            {columns.map((column) =>
              column.isCell ? (
                <Fragment key={column.id}>{column.head}</Fragment>
              ) : (
                <TableHead key={column.id} className={column.className}>
                  {column.head}
                </TableHead>
              ),
            )}
          </TableRow>
        </TableHeader>
        <TableBody className="max-sm:flex max-sm:flex-col max-sm:gap-2">
          {rows.map((row) => (
            <TableRow
              key={row.id}
              data-key={row.id}
              className="max-sm:block max-sm:rounded-lg max-sm:border max-sm:border-border max-sm:bg-card max-sm:px-3 max-sm:py-2"
            >
              {columns.map((column, index) => (
                <TableCell
                  key={column.id}
                  className={cn(
                    "max-sm:flex max-sm:items-baseline max-sm:justify-between max-sm:gap-4 max-sm:whitespace-normal max-sm:border-0 max-sm:px-0 max-sm:py-1",
                    index === 0 && "font-medium",
                    column.className,
                  )}
                >
                  {index === 0 ? null : (
                    <span aria-hidden="true" className="shrink-0 text-muted-foreground text-xs sm:hidden">
                      {column.label ?? (typeof column.head === "string" ? column.head : "")}
                    </span>
                  )}
                  {index === 0 && row.href ? (
                    <Link
                      href={row.href}
                      prefetch={false}
                      className="min-w-0 break-words rounded-sm text-link underline-offset-4 outline-none hover:underline focus-visible:outline-2 focus-visible:outline-ring"
                    >
                      {row.cells[index]}
                    </Link>
                  ) : (
                    <span className={cn("min-w-0", index > 0 && "max-sm:text-right")}>{row.cells[index]}</span>
                  )}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
