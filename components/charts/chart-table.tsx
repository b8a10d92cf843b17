import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { type ChartBucket, type ChartSeries, totalOf } from "./series";

/** The chart's numbers for whoever does not see it, folded away for whoever does. Empty buckets are left out. */
export function ChartTable({
  label,
  bucketHeading,
  buckets,
  series,
}: {
  label: string;
  bucketHeading: string;
  buckets: readonly ChartBucket[];
  series: readonly ChartSeries[];
}) {
  const lines = buckets
    .map((bucket, index) => ({ bucket, values: series.map((one) => one.values[index] ?? 0) }))
    .filter((line) => totalOf(line.values) > 0);
  return (
    <details className="text-[0.8125rem] print:hidden">
      <summary className="inline-flex min-h-6 w-fit cursor-pointer items-center rounded-md px-1.5 text-muted-foreground text-xs hover:text-foreground">
        Show as a table
      </summary>
      <Table label={label} containerClassName="mt-2 max-h-72 overflow-y-auto rounded-lg border border-border">
        <TableHeader className="sticky top-0">
          <TableRow>
            <TableHead>{bucketHeading}</TableHead>
            {series.map((one) => (
              <TableHead key={one.id} className="text-right">
                {one.label}
              </TableHead>
            ))}
            <TableHead className="text-right">Total</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {lines.map((line) => (
            <TableRow key={line.bucket.key}>
              <TableCell>{line.bucket.title}</TableCell>
              {series.map((one, index) => (
                <TableCell key={one.id} className="text-right tabular-nums">
                  {(line.values[index] ?? 0).toLocaleString("en")}
                </TableCell>
              ))}
              <TableCell className="text-right font-medium tabular-nums">
                {totalOf(line.values).toLocaleString("en")}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </details>
  );
}
