import { StackedBars } from "@/components/charts/stacked-bars";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import type { EventKind } from "@/lib/events/event";
import type { Buckets } from "./range";
import { kindGroups } from "./words/kind-mark";

const headings: Record<Buckets["unit"], string> = { hour: "Hour", day: "Day", month: "Month" };

export type KindSeries = readonly { kind: EventKind; counts: readonly number[] }[];

/** Events by kind over the range. Kinds that mean the same to the eye share a bar. */
export function ChartSection({
  buckets,
  series,
  kinds,
  narrowed,
}: {
  buckets: Buckets;
  series: KindSeries;
  /** Chosen kinds; empty means all. */
  kinds: readonly EventKind[];
  /** The table below is narrowed by more than the range and kinds, which the chart does not follow. */
  narrowed: boolean;
}) {
  const wanted = (kind: EventKind): boolean => kinds.length === 0 || kinds.includes(kind);
  const bars = kindGroups.map((group) => ({
    id: group.id,
    label: group.label,
    colour: `var(--kind-${group.id})`,
    values: buckets.starts.map((_, place) =>
      series
        .filter((one) => wanted(one.kind) && group.kinds.some((kind) => kind === one.kind))
        .reduce((sum, one) => sum + (one.counts[place] ?? 0), 0),
    ),
  }));
  const isEmpty = bars.every((bar) => bar.values.every((value) => value === 0));
  const points = buckets.starts.map((start, place) => {
    const label = buckets.labels[place] ?? "";
    return { key: start.toISOString(), label, title: label };
  });
  return (
    <Card>
      <CardHeader>
        <CardTitle>Events by kind</CardTitle>
        {narrowed ? (
          <CardDescription>Counts every event of the range; of the filters only the kinds apply here.</CardDescription>
        ) : null}
      </CardHeader>
      <CardContent>
        {isEmpty ? (
          <p className="text-[0.8125rem] text-muted-foreground">Nothing to draw: no events in this range.</p>
        ) : (
          <StackedBars
            label={`Events per ${buckets.unit}, by kind`}
            bucketHeading={headings[buckets.unit]}
            buckets={points}
            series={bars}
          />
        )}
      </CardContent>
    </Card>
  );
}
