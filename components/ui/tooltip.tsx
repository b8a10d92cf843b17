"use client";

import { Tooltip as Primitive } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn";

/** Brings its own provider, so that pages without a tooltip do not carry its code. The trigger must be focusable. */
export function Tooltip({ delayDuration = 300, ...props }: ComponentProps<typeof Primitive.Root>) {
  return (
    <Primitive.Provider delayDuration={delayDuration}>
      <Primitive.Root data-slot="tooltip" {...props} />
    </Primitive.Provider>
  );
}

export function TooltipTrigger(props: ComponentProps<typeof Primitive.Trigger>) {
  return <Primitive.Trigger data-slot="tooltip-trigger" {...props} />;
}

export function TooltipContent({
  className,
  sideOffset = 6,
  children,
  ...props
}: ComponentProps<typeof Primitive.Content>) {
  return (
    <Primitive.Portal>
      <Primitive.Content
        data-slot="tooltip-content"
        sideOffset={sideOffset}
        collisionPadding={8}
        className={cn(
          "z-50 w-fit max-w-72 text-balance rounded-md bg-foreground px-2 py-1 text-background text-xs data-[state=closed]:animate-out data-[state=delayed-open]:animate-in data-[state=closed]:fade-out-0 data-[state=delayed-open]:fade-in-0",
          className,
        )}
        {...props}
      >
        {children}
      </Primitive.Content>
    </Primitive.Portal>
  );
}
