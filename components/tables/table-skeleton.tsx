import { Skeleton } from "@/components/ui/skeleton";

const widths = ["w-28", "w-20", "w-32", "w-24", "w-28", "w-16"];

/** Stand-in for a table of `rows` × `columns`. */
export function TableSkeleton({ rows = 12, columns = 5 }: { rows?: number; columns?: number }) {
  const lines = Array.from({ length: rows }, (_, row) => `row-${row}`);
  const cells = Array.from({ length: columns }, (_, column) => `cell-${column}`);
  return (
    <div role="status" className="flex flex-col">
      <span className="sr-only">Loading…</span>
      {lines.map((line, row) => (
        <div key={line} className="flex h-8 items-center gap-6 border-border/60 border-b px-3 last:border-b-0">
          {cells.map((cell, column) => (
            <Skeleton key={cell} className={`h-3 ${widths[(row + column) % widths.length]}`} />
          ))}
        </div>
      ))}
    </div>
  );
}
