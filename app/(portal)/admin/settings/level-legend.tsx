import { Badge } from "@/components/ui/badge";
import { logLevels, type Settings } from "@/lib/settings/schema";

const words: Record<Settings["logLevel"], string> = {
  DEBUG: "Everything, for finding a fault. Grows fast.",
  INFO: "What happens in the ordinary course.",
  WARNING: "What may need a look. The usual choice.",
  ERROR: "What went wrong.",
  CRITICAL: "What stops the portal.",
};

/** What each level means, which one holds, and so which messages are kept. */
export function LevelLegend({ current }: { current: Settings["logLevel"] }) {
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-3 gap-y-1 text-xs">
      {logLevels.map((level) => {
        const isKept = logLevels.indexOf(level) >= logLevels.indexOf(current);
        return (
          <div key={level} className="contents">
            <dt className={isKept ? "font-medium font-mono" : "font-mono text-muted-foreground"}>{level}</dt>
            <dd className="flex flex-wrap items-center gap-2 text-muted-foreground">
              {words[level]}
              {level === current ? <Badge variant="secondary">current level</Badge> : null}
              {isKept ? null : <Badge variant="muted">not kept</Badge>}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
