import { cn } from "@/components/ui/cn";

/** Rows of a working day, as the product draws them: [first hour, last hour, tone]. Made up, and the same every time. */
const rows: readonly (readonly (readonly [number, number, "on" | "away" | "failed"])[])[] = [
  [
    [7.2, 11.9, "on"],
    [11.9, 12.6, "away"],
    [12.6, 16.4, "on"],
  ],
  [
    [8.1, 12.2, "on"],
    [12.2, 13.1, "away"],
    [13.1, 18.3, "on"],
  ],
  [
    [9, 9.2, "failed"],
    [9.3, 13, "on"],
    [13.8, 17.6, "on"],
  ],
  [
    [6.1, 10.4, "on"],
    [10.4, 11, "away"],
    [11, 14.2, "on"],
  ],
  [[8.6, 17.1, "on"]],
  [
    [7.9, 12, "on"],
    [12, 12.8, "away"],
    [12.8, 15.2, "on"],
    [19.4, 21.1, "on"],
  ],
  [
    [10.2, 12.4, "on"],
    [13, 18.9, "on"],
  ],
  [
    [8, 11.5, "on"],
    [11.5, 13, "away"],
    [13, 16.8, "on"],
  ],
  [
    [5, 6.4, "on"],
    [14.2, 18.6, "on"],
  ],
  [
    [7.6, 8, "failed"],
    [8.1, 12.3, "on"],
    [13, 17, "on"],
  ],
  [
    [8.9, 12.1, "on"],
    [12.1, 12.9, "away"],
    [12.9, 17.5, "on"],
  ],
  [[6.8, 15.1, "on"]],
  [
    [9.4, 12.6, "on"],
    [12.6, 13.4, "away"],
    [13.4, 18, "on"],
  ],
  [
    [8.3, 10, "on"],
    [11.2, 16.1, "on"],
  ],
];

const tones = { on: "fill-primary", away: "fill-muted-foreground", failed: "fill-kind-failed" } as const;
const hourWidth = 40;
const rowHeight = 46;
const height = rows.length * rowHeight;

type Bar = { key: string; x: number; y: number; width: number; tone: keyof typeof tones };

const bars: readonly Bar[] = rows.flatMap((row, rowNumber) =>
  row.map(([from, to, tone]) => ({
    key: `${rowNumber}-${from}`,
    x: from * hourWidth,
    y: rowNumber * rowHeight + (tone === "away" ? 21 : 14),
    width: Math.max(6, (to - from) * hourWidth - 3),
    tone,
  })),
);
const hourLines: readonly number[] = Array.from({ length: 25 }, (_, hour) => hour * hourWidth);

/** Decoration of the sign-in page: days of sign-ins as quiet bars, fading out behind the words. */
export function DayMotif({ className }: { className?: string }) {
  return (
    <svg
      viewBox={`${4.5 * hourWidth} 0 ${14.5 * hourWidth} ${height}`}
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
      className={cn("mask-[linear-gradient(to_right,transparent_22%,black_95%)] opacity-25 dark:opacity-30", className)}
    >
      {hourLines.map((x) => (
        <line key={x} x1={x} x2={x} y1={0} y2={height} className="stroke-input" strokeWidth={0.5} />
      ))}
      {bars.map(({ key, x, y, width, tone }) => (
        <rect
          key={key}
          x={x}
          y={y}
          width={width}
          height={tone === "away" ? 4 : 18}
          rx={tone === "away" ? 2 : 5}
          className={tones[tone]}
        />
      ))}
    </svg>
  );
}
