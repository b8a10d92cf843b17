"use client";

import {
  Bar,
  BarChart,
  CartesianGrid,
  ResponsiveContainer,
  Tooltip,
  type TooltipContentProps,
  XAxis,
  YAxis,
} from "recharts";
import type { ChartBucket, ChartSeries } from "./series";

const axisText = { fontSize: 11, fill: "var(--muted-foreground)" };

/** The interactive chart; loaded by `StackedBars` only when it comes into view. */
export default function StackedBarsChart({
  buckets,
  series,
}: {
  buckets: readonly ChartBucket[];
  series: readonly ChartSeries[];
}) {
  const rows = buckets.map((bucket, index) => ({
    ...bucket,
    ...Object.fromEntries(series.map((one) => [one.id, one.values[index] ?? 0])),
  }));
  return (
    <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 600, height: 220 }}>
      <BarChart
        data={rows}
        margin={{ top: 4, right: 4, bottom: 0, left: 0 }}
        barCategoryGap="12%"
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--border)" />
        <XAxis
          dataKey="key"
          tickFormatter={labelOf(buckets)}
          tick={axisText}
          tickLine={false}
          axisLine={false}
          minTickGap={24}
          height={28}
        />
        <YAxis
          tick={axisText}
          tickLine={false}
          axisLine={false}
          width={44}
          allowDecimals={false}
          tickFormatter={compact}
        />
        <Tooltip
          cursor={{ fill: "var(--accent)", opacity: 0.6 }}
          isAnimationActive={false}
          content={(props) => <BucketTooltip {...props} buckets={buckets} series={series} />}
        />
        {series.map((one) => (
          <Bar
            key={one.id}
            dataKey={one.id}
            name={one.label}
            stackId="all"
            fill={one.colour}
            stroke="var(--card)"
            strokeWidth={0.5}
            isAnimationActive={false}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}

function labelOf(buckets: readonly ChartBucket[]): (key: string) => string {
  const labels = new Map(buckets.map((bucket) => [bucket.key, bucket.label]));
  return (key) => labels.get(key) ?? "";
}

const compactNumber = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

function compact(value: number): string {
  return compactNumber.format(value);
}

function BucketTooltip({
  active,
  label,
  buckets,
  series,
}: Pick<TooltipContentProps, "active" | "label"> & {
  buckets: readonly ChartBucket[];
  series: readonly ChartSeries[];
}) {
  const index = buckets.findIndex((bucket) => bucket.key === String(label));
  const bucket = buckets[index];
  if (!active || !bucket) return null;
  const present = series.filter((one) => (one.values[index] ?? 0) > 0);
  return (
    <div className="min-w-36 rounded-lg border border-border bg-popover px-3 py-2 text-popover-foreground text-xs shadow-lg">
      <p className="mb-1 font-medium">{bucket.title}</p>
      {present.length === 0 ? <p className="text-muted-foreground">Nothing</p> : null}
      {[...present].reverse().map((one) => (
        <p key={one.id} className="flex items-center gap-2 leading-5">
          <span className="size-2 shrink-0 rounded-[2px]" style={{ backgroundColor: one.colour }} />
          <span className="flex-1 text-muted-foreground">{one.label}</span>
          <span className="tabular-nums">{(one.values[index] ?? 0).toLocaleString("en")}</span>
        </p>
      ))}
    </div>
  );
}
