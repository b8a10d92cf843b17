/** One line of the result: what was measured, beside its control and the bar it should reach. */
export type BenchRow = { what: string; figure: string; control: string; ratio: string; bar: string };

export const perSecond = (value: number): string => `${Math.round(value).toLocaleString("en")}/s`;
export const milliseconds = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
export const percent = (part: number, whole: number): string => `${Math.round((part / whole) * 100)} %`;
export const times = (part: number, whole: number): string => `${(part / whole).toFixed(2)} ×`;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** As Markdown, so that it can go into the README as it is. */
export function printTable(rows: readonly BenchRow[]): string {
  const lines = ["| what | figure | control | ratio | bar |", "|---|---|---|---|---|"];
  for (const row of rows) lines.push(`| ${row.what} | ${row.figure} | ${row.control} | ${row.ratio} | ${row.bar} |`);
  return lines.join("\n");
}
