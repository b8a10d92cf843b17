"use client";

import { ChevronDown, ChevronLeft, ChevronRight, ChevronUp } from "lucide-react";
import type { ComponentProps } from "react";
import { type ChevronProps, DayPicker } from "react-day-picker";
import { cn } from "./cn";

const navigation =
  "inline-flex size-7 cursor-pointer items-center justify-center rounded-md text-muted-foreground outline-none hover:bg-accent hover:text-foreground focus-visible:outline-2 focus-visible:outline-ring aria-disabled:cursor-default aria-disabled:opacity-40";

const chevronOf = { left: ChevronLeft, right: ChevronRight, up: ChevronUp, down: ChevronDown };

function CalendarChevron({ orientation = "down", className }: ChevronProps) {
  const Icon = chevronOf[orientation];
  return <Icon className={cn("size-4", className)} aria-hidden="true" />;
}

/** react-day-picker in the kit's look; weeks start on Monday unless told otherwise. */
export function Calendar({
  className,
  classNames,
  showOutsideDays = true,
  weekStartsOn = 1,
  components,
  ...props
}: ComponentProps<typeof DayPicker>) {
  return (
    <DayPicker
      showOutsideDays={showOutsideDays}
      weekStartsOn={weekStartsOn}
      className={cn("w-fit p-1 tabular-nums", className)}
      classNames={{
        months: "relative flex flex-col gap-4 sm:flex-row",
        month: "flex w-full flex-col gap-2",
        nav: "absolute inset-x-0 top-0 flex items-center justify-between",
        button_previous: navigation,
        button_next: navigation,
        month_caption: "flex h-7 items-center justify-center px-8",
        caption_label: "select-none font-medium text-sm",
        month_grid: "w-full border-collapse",
        weekdays: "flex",
        weekday: "w-8 flex-1 select-none text-center font-normal text-muted-foreground text-xs",
        week: "mt-1 flex w-full",
        day: "group/day relative size-8 flex-1 select-none p-0 text-center first:rounded-l-md last:rounded-r-md",
        day_button:
          "inline-flex size-8 w-full cursor-pointer items-center justify-center rounded-md text-[0.8125rem] outline-none hover:bg-accent hover:text-accent-foreground focus-visible:relative focus-visible:z-10 focus-visible:outline-2 focus-visible:outline-ring disabled:pointer-events-none group-data-[selected=true]/day:bg-primary group-data-[selected=true]/day:text-primary-foreground",
        range_start: "rounded-l-md bg-accent",
        range_middle:
          "rounded-none bg-accent [&>button]:bg-transparent! [&>button]:text-accent-foreground! [&>button]:hover:bg-transparent",
        range_end: "rounded-r-md bg-accent",
        today: "[&>button]:font-semibold [&>button]:underline [&>button]:underline-offset-4",
        outside: "text-muted-foreground",
        disabled: "text-muted-foreground opacity-50",
        hidden: "invisible",
        ...classNames,
      }}
      components={{ Chevron: CalendarChevron, ...components }}
      {...props}
    />
  );
}
