import type { ComponentProps } from "react";
import { cn } from "./cn";

/** A real checkbox in the kit's colours: posts with a plain form. */
export function NativeCheckbox({ className, ...props }: Omit<ComponentProps<"input">, "type">) {
  return (
    <input
      type="checkbox"
      data-slot="checkbox"
      className={cn(
        "m-0.5 size-5 shrink-0 cursor-pointer rounded accent-primary outline-none focus-visible:outline-2 focus-visible:outline-ring focus-visible:outline-offset-2 disabled:cursor-not-allowed",
        className,
      )}
      {...props}
    />
  );
}
