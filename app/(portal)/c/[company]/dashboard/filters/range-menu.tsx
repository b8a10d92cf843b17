"use client";

import { CalendarRange, Check, ChevronDown } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button, buttonVariants } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { floatingClass, menuItemClass } from "@/components/ui/menu-classes";
import { rangePresets } from "@/lib/time";
import { changed, type DashboardQuery, toSearch } from "../query-state";
import { rangeTitle, rangeWords } from "../range";
import { HiddenFields } from "./hidden-fields";
import { useDisclosure } from "./use-disclosure";

/** Named ranges, and exact minutes in the page's zone. `from` and `to` fill the exact form: the range on screen. */
export function RangeMenu({
  query,
  path,
  zone,
  from,
  to,
}: {
  query: DashboardQuery;
  path: string;
  zone: string;
  from: string;
  to: string;
}) {
  const details = useDisclosure();
  const router = useRouter();
  const [problem, setProblem] = useState<string | null>(null);
  const close = (): void => {
    if (details.current) details.current.open = false;
  };

  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const range = { preset: "exact", from: String(data.get("from")), to: String(data.get("to")) } as const;
    if (range.from >= range.to) {
      setProblem("The start must lie before the end.");
      event.currentTarget.querySelector<HTMLInputElement>("input[name=from]")?.focus();
      return;
    }
    setProblem(null);
    close();
    router.push(`${path}${toSearch(changed(query, { range }))}`);
  };

  return (
    <details ref={details} className="group/range relative" data-filter="range">
      <summary
        className={cn(
          buttonVariants({ variant: "outline" }),
          "max-w-[calc(100vw-2rem)] list-none [&::-webkit-details-marker]:hidden",
        )}
      >
        <CalendarRange aria-hidden="true" />
        <span className="sr-only">Range: </span>
        <span className="truncate tabular-nums">{rangeTitle(query.range)}</span>
        <ChevronDown className="group-open/range:rotate-180" aria-hidden="true" />
      </summary>
      <div
        className={cn(
          floatingClass,
          "absolute left-0 mt-1 flex w-[min(30rem,calc(100vw-1.5rem))] flex-col sm:right-0 sm:left-auto sm:flex-row",
        )}
      >
        <ul className="flex shrink-0 flex-col p-1.5 sm:w-44">
          {rangePresets.map((preset) => {
            const current = query.range.preset === preset;
            return (
              <li key={preset}>
                <Link
                  href={`${path}${toSearch(changed(query, { range: { preset } }))}`}
                  prefetch={false}
                  onClick={close}
                  aria-current={current ? "true" : undefined}
                  className={cn(
                    menuItemClass,
                    "justify-between outline-none hover:bg-accent focus-visible:outline-2 focus-visible:outline-ring",
                  )}
                >
                  {rangeWords[preset]}
                  {current ? <Check aria-hidden="true" /> : null}
                </Link>
              </li>
            );
          })}
        </ul>
        <form
          key={rangeTitle(query.range)}
          action={path}
          method="get"
          onSubmit={submit}
          className="flex min-w-0 flex-1 flex-col gap-2.5 border-border border-t p-3 sm:border-t-0 sm:border-l"
        >
          <HiddenFields query={query} except={["range", "from", "to"]} />
          <Minute name="from" label="From" value={from} invalid={problem !== null} />
          <Minute name="to" label="To" value={to} invalid={false} />
          <p className="text-muted-foreground text-xs">In {zone.replaceAll("_", " ")}; the end is not included.</p>
          {problem ? (
            <p id="range-problem" role="alert" className="text-destructive-text text-xs">
              {problem}
            </p>
          ) : null}
          <Button type="submit" size="sm" className="self-start">
            Show this range
          </Button>
        </form>
      </div>
    </details>
  );
}

function Minute({ name, label, value, invalid }: { name: string; label: string; value: string; invalid: boolean }) {
  return (
    <div className="flex flex-col gap-1">
      <Label htmlFor={`range-${name}`}>{label}</Label>
      <Input
        id={`range-${name}`}
        name={name}
        type="datetime-local"
        defaultValue={value}
        min="2000-01-01T00:00"
        max="2099-12-31T23:59"
        required
        {...(invalid ? { "aria-invalid": true, "aria-describedby": "range-problem" } : {})}
      />
    </div>
  );
}
