"use client";

import { ScrollArea as Primitive } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn";

/** A scroller with a slim bar of its own. The viewport takes the keyboard; give it a `label` if it is a region. */
export function ScrollArea({
  className,
  children,
  label,
  ...props
}: ComponentProps<typeof Primitive.Root> & { label?: string }) {
  return (
    <Primitive.Root data-slot="scroll-area" className={cn("relative overflow-hidden", className)} {...props}>
      <Primitive.Viewport
        tabIndex={0}
        {...(label ? { role: "region", "aria-label": label } : {})}
        className="size-full rounded-[inherit] outline-none focus-visible:outline-2 focus-visible:outline-ring focus-visible:-outline-offset-2"
      >
        {children}
      </Primitive.Viewport>
      <ScrollBar />
      <ScrollBar orientation="horizontal" />
      <Primitive.Corner />
    </Primitive.Root>
  );
}

export function ScrollBar({
  className,
  orientation = "vertical",
  ...props
}: ComponentProps<typeof Primitive.ScrollAreaScrollbar>) {
  return (
    <Primitive.ScrollAreaScrollbar
      data-slot="scroll-bar"
      orientation={orientation}
      className={cn(
        "flex touch-none select-none p-px",
        orientation === "vertical" ? "h-full w-2" : "h-2 flex-col",
        className,
      )}
      {...props}
    >
      <Primitive.ScrollAreaThumb className="relative flex-1 rounded-full bg-input" />
    </Primitive.ScrollAreaScrollbar>
  );
}
