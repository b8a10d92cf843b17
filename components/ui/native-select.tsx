import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { inputClass } from "./input";

/** The browser's own select in the kit's look: smallest, works without client JavaScript, best on phones. */
export function NativeSelect({
  className,
  wrapperClassName,
  ...props
}: ComponentProps<"select"> & { wrapperClassName?: string }) {
  return (
    <span data-slot="native-select" className={cn("relative inline-flex w-full", wrapperClassName)}>
      <select
        className={cn(
          inputClass,
          "cursor-pointer appearance-none pr-8 [&>option]:bg-popover [&>option]:text-popover-foreground",
          className,
        )}
        {...props}
      />
      <ChevronDown
        className="pointer-events-none absolute top-1/2 right-2.5 size-4 -translate-y-1/2 text-muted-foreground"
        aria-hidden="true"
      />
    </span>
  );
}
