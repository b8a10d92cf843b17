import type { Portal } from "@/lib/portal/portal";
import { Moment } from "../../../moment";
import { Section } from "./section";

const shown = 8;

/** What was done to this account lately, as far as the viewer may read the trail. */
export async function TrailSection({ portal, userId }: { portal: Portal; userId: number }) {
  const target = { kind: "user", id: String(userId) };
  const { rows } = await portal.audit.page({ target }, { size: shown });
  if (rows.length === 0) return null;
  return (
    <Section title="Recent changes" description="From the audit trail, as far as you may read it.">
      <ul className="flex flex-col gap-2 text-[0.8125rem]">
        {rows.map((row) => (
          <li key={row.id} className="flex flex-wrap justify-between gap-x-4 gap-y-0.5">
            <span className="min-w-0 break-words">
              <span className="font-medium">{row.action}</span>
              {row.outcome === "ok" ? null : ` (${row.outcome})`} by <bdi>{row.actor.name}</bdi>
            </span>
            <span className="text-muted-foreground">
              <Moment at={row.at} timeZone={portal.timeZone} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
