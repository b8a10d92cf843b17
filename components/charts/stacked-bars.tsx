"use client";

import { type ComponentType, useEffect, useRef, useState } from "react";
import { cn } from "@/components/ui/cn";
import { ChartTable } from "./chart-table";
import { type ChartBucket, type ChartSeries, totalOf } from "./series";
import { StillBars } from "./still-bars";

type ChartProps = { buckets: readonly ChartBucket[]; series: readonly ChartSeries[] };

/**
 * Stacked bars with a legend that hides and shows, and the same numbers as a table.
 * Plain bars come with the page; the chart library is fetched when the chart comes into view.
 * `label` says what is counted; `bucketHeading` is the first column of the table ("Hour", "Day").
 */
export function StackedBars({
  label,
  bucketHeading,
  buckets,
  series,
  className,
}: ChartProps & { label: string; bucketHeading: string; className?: string }) {
  const frame = useRef<HTMLDivElement>(null);
  const Chart = useChartWhenSeen(frame);
  const [hidden, setHidden] = useState<readonly string[]>([]);
  const used = series.filter((one) => totalOf(one.values) > 0);
  const shown = used.filter((one) => !hidden.includes(one.id));

  function toggle(id: string) {
    setHidden(hidden.includes(id) ? hidden.filter((one) => one !== id) : [...hidden, id]);
  }

  return (
    <div className={cn("flex flex-col gap-2", className)}>
      <fieldset className="flex flex-wrap items-center gap-x-1 gap-y-1">
        <legend className="sr-only">{label}: what is shown</legend>
        {used.map((one) => (
          <button
            key={one.id}
            type="button"
            aria-pressed={!hidden.includes(one.id)}
            onClick={() => toggle(one.id)}
            className="inline-flex h-6 cursor-pointer items-center gap-1.5 rounded-md px-1.5 text-xs outline-none hover:bg-accent focus-visible:outline-2 focus-visible:outline-ring aria-[pressed=false]:text-muted-foreground aria-[pressed=false]:line-through"
          >
            <span
              className={cn("size-2.5 shrink-0 rounded-[3px]", hidden.includes(one.id) && "opacity-30")}
              style={{ backgroundColor: one.colour }}
              aria-hidden="true"
            />
            {one.label}
            <span className="text-muted-foreground tabular-nums">{totalOf(one.values).toLocaleString("en")}</span>
          </button>
        ))}
      </fieldset>
      <div
        ref={frame}
        role="img"
        aria-label={`${label}. The table below holds the same numbers.`}
        className="h-56 w-full"
      >
        {Chart ? <Chart buckets={buckets} series={shown} /> : <StillBars buckets={buckets} series={shown} />}
      </div>
      <ChartTable label={label} bucketHeading={bucketHeading} buckets={buckets} series={used} />
    </div>
  );
}

function useChartWhenSeen(frame: { current: HTMLElement | null }): ComponentType<ChartProps> | null {
  const [Chart, setChart] = useState<ComponentType<ChartProps> | null>(null);
  useEffect(() => {
    const element = frame.current;
    if (!element || typeof IntersectionObserver === "undefined") return;
    let wanted = true;
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      import("./stacked-bars-chart").then(
        (loaded) => wanted && setChart(() => loaded.default),
        () => undefined,
      );
    });
    observer.observe(element);
    return () => {
      wanted = false;
      observer.disconnect();
    };
  }, [frame]);
  return Chart;
}
