import type { ComponentProps } from "react";
import { cn } from "./cn";
import { inputClass } from "./input";

export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return <textarea data-slot="textarea" className={cn(inputClass, "h-auto min-h-16 py-1.5", className)} {...props} />;
}
