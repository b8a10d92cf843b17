import { ArrowDownRight, ArrowUpRight, LogIn, type LucideIcon, MonitorX, ShieldAlert, Users } from "lucide-react";
import Link from "next/link";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { changed, type DashboardQuery, noFilters, toSearch } from "./query-state";

export type Figure = { value: number; before: number | null };
export type FigureSet = { signedInNow: Figure; signIns: Figure; failures: Figure; silentComputers: Figure };

const number = new Intl.NumberFormat("en-GB");

/** Four answers for the range, each beside the same length of time before it. */
export function Figures({ figures, query, path }: { figures: FigureSet; query: DashboardQuery; path: string }) {
  const only = (kind: "sign_in" | "failed"): string =>
    `${path}${toSearch(changed(query, { ...noFilters, kinds: [kind] }))}`;
  return (
    <section aria-label="Figures" className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <FigureCard label="Signed in now" icon={Users} figure={figures.signedInNow} />
      <FigureCard label="Sign-ins" icon={LogIn} figure={figures.signIns} href={only("sign_in")} />
      <FigureCard
        label="Failed sign-ins"
        icon={ShieldAlert}
        figure={figures.failures}
        href={only("failed")}
        riseIsBad
      />
      <FigureCard label="Silent computers" icon={MonitorX} figure={figures.silentComputers} riseIsBad />
    </section>
  );
}

function FigureCard({
  label,
  icon: Icon,
  figure,
  href,
  riseIsBad = false,
}: {
  label: string;
  icon: LucideIcon;
  figure: Figure;
  href?: string;
  riseIsBad?: boolean;
}) {
  return (
    <Card className="relative min-w-0 gap-1 px-4 py-3 has-[a:hover]:bg-row-hover">
      <div className="flex items-center justify-between gap-2 text-[0.8125rem] text-muted-foreground">
        {href ? (
          <Link
            href={href}
            prefetch={false}
            className="truncate outline-none after:absolute after:inset-0 after:rounded-xl focus-visible:after:outline-2 focus-visible:after:outline-ring"
          >
            {label}
          </Link>
        ) : (
          <span className="truncate">{label}</span>
        )}
        <Icon className="size-4 shrink-0" aria-hidden="true" />
      </div>
      <div className="font-semibold text-2xl tabular-nums leading-tight tracking-tight">
        {number.format(figure.value)}
      </div>
      <Change figure={figure} riseIsBad={riseIsBad} />
    </Card>
  );
}

function Change({ figure, riseIsBad }: { figure: Figure; riseIsBad: boolean }) {
  if (figure.before === null) return <p className="text-muted-foreground text-xs">Nothing to compare with</p>;
  const difference = figure.value - figure.before;
  if (difference === 0) return <p className="text-muted-foreground text-xs">Same as the period before</p>;
  const Icon = difference > 0 ? ArrowUpRight : ArrowDownRight;
  const share = figure.before > 0 ? ` (${Math.round((Math.abs(difference) / figure.before) * 100)} %)` : "";
  return (
    <p
      className={cn(
        "flex items-center gap-1 text-muted-foreground text-xs tabular-nums",
        riseIsBad && (difference > 0 ? "text-warning" : "text-success"),
      )}
    >
      <Icon className="size-3.5 shrink-0" aria-hidden="true" />
      <span title={`The period before: ${number.format(figure.before)}`}>
        {number.format(Math.abs(difference))} {difference > 0 ? "more" : "fewer"}
        {share}
        <span className="max-sm:sr-only"> than the period before</span>
      </span>
    </p>
  );
}
