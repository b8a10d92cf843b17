import { readDateLanguage } from "@/lib/portal/portal";
import { formatInstant } from "@/lib/time";
import { formatMoment, type MomentStyle } from "./date-language";

type Shown = { timeZone: string; style?: MomentStyle };

/** An instant in the page's zone, its date as the viewer likes it; UTC on hover. The page names its zone once. */
export async function Moment({ at, timeZone, style = "minute" }: Shown & { at: Date }) {
  const language = await readDateLanguage();
  return (
    <time
      dateTime={at.toISOString()}
      title={formatInstant(at, "UTC")}
      lang={language === "iso" ? undefined : language}
      className="tabular-nums"
    >
      {formatMoment(at, timeZone, style, language)}
    </time>
  );
}

/** The same for what may not have happened yet. */
export function MomentOrDash({ at, ...props }: Shown & { at: Date | null }) {
  return at === null ? <span className="text-muted-foreground">–</span> : <Moment at={at} {...props} />;
}
