import { List } from "lucide-react";
import Link from "next/link";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import type { ErrorCounts } from "@/lib/audit/error-store";
import { type ErrorLevel, errorLevels } from "@/lib/audit/schema";
import { levelMarks } from "./level-mark";

const number = new Intl.NumberFormat("en-GB");
const inks = {
  neutral: "text-muted-foreground",
  ok: "text-success",
  warning: "text-warning",
  danger: "text-destructive-text",
};

/** How many entries there are of each level; a card is the filter of its level, "Total" of none. */
export function LevelCards({
  counts,
  current,
  hrefOf,
}: {
  counts: ErrorCounts;
  current: ErrorLevel | null;
  hrefOf: (level: ErrorLevel | null) => string;
}) {
  const cards = [
    ...errorLevels.map((level) => ({ level, ...levelMarks[level], count: counts[level] })),
    { level: null, plural: "Total", icon: List, tone: "neutral" as const, count: counts.total },
  ];
  return (
    <section aria-label="Entries by level" className="grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid-cols-6">
      {cards.map(({ level, plural, icon: Icon, tone, count }) => {
        const isCurrent = current === level;
        return (
          <Card
            key={plural}
            className={cn(
              "relative min-w-0 gap-0.5 px-3.5 py-2.5 has-[a:hover]:bg-row-hover",
              isCurrent && "border-ring/70 bg-accent/40",
            )}
          >
            <div className="flex items-center justify-between gap-2 text-[0.8125rem] text-muted-foreground">
              <Link
                href={hrefOf(level)}
                prefetch={false}
                scroll={false}
                aria-current={isCurrent ? "true" : undefined}
                className="truncate outline-none after:absolute after:inset-0 after:rounded-xl focus-visible:after:outline-2 focus-visible:after:outline-ring"
              >
                {plural}
              </Link>
              <Icon
                className={cn("size-4 shrink-0", count > 0 ? inks[tone] : "text-muted-foreground")}
                aria-hidden="true"
              />
            </div>
            <div className="font-semibold text-xl tabular-nums leading-tight">{number.format(count)}</div>
          </Card>
        );
      })}
    </section>
  );
}
