import type { ComponentProps } from "react";
import { cn } from "./cn";

/** One or two letters for a name: "ana maria" → "AM", "ana" → "AN". */
export function initialsOf(name: string): string {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const letters = words.length > 1 ? words.slice(0, 2).map((word) => [...word][0]) : [...(words[0] ?? "?")].slice(0, 2);
  return letters.join("").toLocaleUpperCase("en");
}

/** Initials on a tint. Decorative: the name stands beside it. */
export function Avatar({ className, name, ...props }: ComponentProps<"span"> & { name: string }) {
  return (
    <span
      data-slot="avatar"
      aria-hidden="true"
      className={cn(
        "inline-flex size-7 shrink-0 select-none items-center justify-center rounded-md bg-primary-tint font-semibold text-[0.6875rem] text-primary-tint-foreground",
        className,
      )}
      {...props}
    >
      {initialsOf(name)}
    </span>
  );
}
