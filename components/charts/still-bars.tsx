import { type ChartBucket, type ChartSeries, tallestStack } from "./series";

/** The bars without the chart library: what stands in the page until it is loaded, without scripts, and on paper. */
export function StillBars({ buckets, series }: { buckets: readonly ChartBucket[]; series: readonly ChartSeries[] }) {
  const tallest = tallestStack(buckets, series);
  return (
    <div aria-hidden="true" className="flex h-full items-end gap-px pb-7 pl-11">
      {buckets.map((bucket, index) => (
        <div key={bucket.key} className="flex h-full min-w-0 flex-1 flex-col-reverse">
          {series.map((one) => (
            <div
              key={one.id}
              style={{ height: `${((one.values[index] ?? 0) / tallest) * 100}%`, backgroundColor: one.colour }}
            />
          ))}
        </div>
      ))}
    </div>
  );
}
