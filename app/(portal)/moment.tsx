import { formatInstant } from "@/lib/time";

const lengths = { date: 10, minute: 16, second: 19 } as const;

/** An instant in the page's zone, as `YYYY-MM-DD HH:MM`; UTC on hover. The page names its zone once. */
export function Moment({
  at,
  timeZone,
  style = "minute",
}: {
  at: Date;
  timeZone: string;
  style?: keyof typeof lengths;
}) {
  return (
    <time dateTime={at.toISOString()} title={formatInstant(at, "UTC")} className="tabular-nums">
      {formatInstant(at, timeZone).slice(0, lengths[style])}
    </time>
  );
}

/** The same for what may not have happened yet. */
export function MomentOrDash({ at, ...props }: { at: Date | null; timeZone: string; style?: keyof typeof lengths }) {
  return at === null ? <span className="text-muted-foreground">–</span> : <Moment at={at} {...props} />;
}
