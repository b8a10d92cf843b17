import type { ComponentProps } from "react";
import { cn } from "./cn";

/** `htmlFor` is required: a label stands beside its control, never around it. */
export function Label({ className, htmlFor, children, ...props }: ComponentProps<"label"> & { htmlFor: string }) {
  return (
    <label
      data-slot="label"
      htmlFor={htmlFor}
      className={cn("select-none font-medium text-[0.8125rem] text-foreground leading-tight", className)}
      {...props}
    >
      {children}
    </label>
  );
}
