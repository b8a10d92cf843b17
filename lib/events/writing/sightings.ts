import type { SqlValue } from "@/lib/db/database";
import type { Update } from "@/lib/db/write-rows";
import type { Beat, LoggedEvent, WriteJob } from "./write-job";

type Sighting = {
  companyId: number;
  computer: string;
  computerName: string;
  siteId: number;
  agentVersion: string | null;
  bootId: string | null;
  lastHeartbeatAt: Date | null;
  lastEventAt: Date | null;
  seenAt: Date;
};

type Rows = {
  table: string;
  columns: readonly string[];
  key: readonly string[];
  update: Readonly<Record<string, Update>>;
  rows: SqlValue[][];
};

const latest = (one: Date | null, other: Date): Date => (one !== null && one > other ? one : other);
const nameOf = (companyId: number, computer: string): string => `${companyId} ${computer}`;

/** Gathers, over one group, which computers were seen and from when on each must be rebuilt. */
export function createSightings() {
  const seen = new Map<string, Sighting>();
  const dirty = new Map<string, { companyId: number; computer: string; since: Date }>();

  function saw(job: WriteJob, { computer, computerName }: { computer: string; computerName: string }): Sighting {
    const name = nameOf(job.key.companyId, computer);
    const known = seen.get(name);
    const sighting: Sighting = known ?? {
      companyId: job.key.companyId,
      computer,
      computerName,
      siteId: job.key.siteId,
      agentVersion: null,
      bootId: null,
      lastHeartbeatAt: null,
      lastEventAt: null,
      seenAt: job.receivedAt,
    };
    sighting.siteId = job.key.siteId;
    sighting.computerName = computerName;
    sighting.seenAt = latest(sighting.seenAt, job.receivedAt);
    seen.set(name, sighting);
    return sighting;
  }

  function mustRebuild(companyId: number, computer: string, since: Date): void {
    const known = dirty.get(nameOf(companyId, computer));
    if (!known || since < known.since) dirty.set(nameOf(companyId, computer), { companyId, computer, since });
  }

  return {
    mustRebuild,
    sawEvent(job: WriteJob, event: LoggedEvent): void {
      const sighting = saw(job, event);
      sighting.bootId = event.bootId ?? sighting.bootId;
      sighting.lastEventAt = latest(sighting.lastEventAt, event.occurredAt);
      mustRebuild(job.key.companyId, event.computer, event.occurredAt);
    },
    sawBeat(job: WriteJob, beat: Beat): void {
      const sighting = saw(job, beat);
      sighting.agentVersion = beat.agentVersion ?? sighting.agentVersion;
      sighting.bootId = beat.alive.bootId || sighting.bootId;
      // A computer whose clock runs ahead must not look alive after it fell silent.
      const at = Math.min(beat.alive.to.getTime(), job.receivedAt.getTime());
      sighting.lastHeartbeatAt = latest(sighting.lastHeartbeatAt, new Date(at));
    },
    /** What to write, table by table. */
    rows(): Rows[] {
      return [
        {
          table: "api_computers",
          columns: [
            "company_id",
            "computer",
            "computer_name",
            "site_id",
            "agent_version",
            "boot_id",
            "last_heartbeat_at",
            "last_event_at",
            "created_at",
            "updated_at",
          ],
          key: ["company_id", "computer"],
          update: {
            computer_name: "set",
            site_id: "set",
            agent_version: "fill",
            boot_id: "fill",
            last_heartbeat_at: "max",
            last_event_at: "max",
            updated_at: "max",
          },
          rows: [...seen.values()].map((one) => [
            one.companyId,
            one.computer,
            one.computerName,
            one.siteId,
            one.agentVersion,
            one.bootId,
            one.lastHeartbeatAt,
            one.lastEventAt,
            one.seenAt,
            one.seenAt,
          ]),
        },
        {
          table: "api_dirty",
          columns: ["company_id", "computer", "since"],
          key: ["company_id", "computer"],
          update: { since: "min" },
          rows: [...dirty.values()].map(({ companyId, computer, since }) => [companyId, computer, since]),
        },
      ];
    },
  };
}

export type Sightings = ReturnType<typeof createSightings>;
