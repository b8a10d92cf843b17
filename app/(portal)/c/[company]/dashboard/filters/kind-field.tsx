"use client";

import { ChevronDown } from "lucide-react";
import { buttonVariants } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { floatingClass, menuItemClass } from "@/components/ui/menu-classes";
import { NativeCheckbox } from "@/components/ui/native-checkbox";
import { type EventKind, eventKinds } from "@/lib/events/event";
import { KindMark } from "../words/kind-mark";
import { kindWord } from "../words/kind-words";
import { useDisclosure } from "./use-disclosure";

function summaryOf(kinds: readonly EventKind[]): string {
  const [first] = kinds;
  if (first === undefined) return "All types";
  return kinds.length === 1 ? kindWord(first) : `${kinds.length} types`;
}

/** Any number of kinds; none ticked means all. */
export function KindField({ kinds }: { kinds: readonly EventKind[] }) {
  const details = useDisclosure();
  return (
    <details ref={details} className="group/kinds relative" data-filter="kind">
      <summary
        className={cn(
          buttonVariants({ variant: "outline" }),
          "w-full list-none justify-between px-2.5 font-normal [&::-webkit-details-marker]:hidden",
        )}
      >
        <span className="sr-only">Event type: </span>
        <span className={cn("truncate", kinds.length === 0 && "text-muted-foreground")}>{summaryOf(kinds)}</span>
        <ChevronDown className="text-muted-foreground group-open/kinds:rotate-180" aria-hidden="true" />
      </summary>
      <fieldset className={cn(floatingClass, "absolute left-0 mt-1 max-h-96 w-52 overflow-y-auto p-1.5")}>
        <legend className="sr-only">Event types</legend>
        {eventKinds.map((kind) => (
          <label key={kind} className={cn(menuItemClass, "hover:bg-accent")} htmlFor={`kind-${kind}`}>
            <NativeCheckbox
              id={`kind-${kind}`}
              name="kind"
              value={kind}
              defaultChecked={kinds.includes(kind)}
              className="size-4"
            />
            <KindMark kind={kind} />
          </label>
        ))}
      </fieldset>
    </details>
  );
}
