import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

/** One step of the list; done by a tick, a colour and a word. */
export function Step({
  number,
  done,
  title,
  children,
}: {
  number: number;
  done: boolean;
  title: string;
  children: ReactNode;
}) {
  return (
    <li className="flex gap-4 p-4 sm:p-5">
      <span
        aria-hidden="true"
        className={cn(
          "flex size-7 shrink-0 items-center justify-center rounded-full border font-medium text-xs tabular-nums",
          done ? "border-success/40 bg-success/10 text-success" : "border-input text-foreground",
        )}
      >
        {done ? <Check className="size-4" /> : number}
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-2 text-[0.8125rem] text-muted-foreground">
        <h2 className="flex min-h-7 items-center gap-2 font-semibold text-foreground text-sm">
          {title}
          {done ? <span className="font-normal text-success text-xs">Done</span> : null}
        </h2>
        {children}
      </div>
    </li>
  );
}
