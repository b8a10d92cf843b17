import type { ComponentProps } from "react";
import { cn } from "./cn";

/** A grey stand-in of the size of what is coming. Decorative: the region around it says "Loading". */
export function Skeleton({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      data-slot="skeleton"
      aria-hidden="true"
      className={cn("animate-pulse rounded-md bg-skeleton", className)}
      {...props}
    />
  );
}
