import type { ReactNode } from "react";

/** One moment of the horizontal axis. `label` stands on the axis, `title` in the tooltip and the table. */
export type ChartBucket = { key: string; label: string; title: string };

/** One colour of the stack; `values` has one number for each bucket. `colour` is any CSS colour, usually a token. */
export type ChartSeries = { id: string; label: string; colour: string; icon?: ReactNode; values: readonly number[] };

export function totalOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** The tallest stack over all buckets, and never 0, so that it can divide. */
export function tallestStack(buckets: readonly ChartBucket[], series: readonly ChartSeries[]): number {
  return Math.max(1, ...buckets.map((_, index) => totalOf(series.map((one) => one.values[index] ?? 0))));
}
