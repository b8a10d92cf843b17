import { randomBytes } from "node:crypto";
import path from "node:path";
import { readSecret } from "@/lib/auth/secret";
import { type Config, getConfig } from "@/lib/config";
import type { Database } from "@/lib/db/database";
import { migrate } from "@/lib/db/migrate";
import { openDatabase } from "@/lib/db/open";
import { createIngest, type Ingest } from "@/lib/events/ingest";
import { createLive, type Live } from "@/lib/events/live";
import { createLimits, type Limits } from "@/lib/limits/rate-limit";
import { createLog, type Log } from "@/lib/log";
import { announceFirstStart, ensureFirstStart } from "./start/first-start";

/** Everything this process holds open. One per process, whichever bundle asked first. */
export type Runtime = {
  config: Config;
  log: Log;
  db: Database;
  secret: Buffer;
  ingest: Ingest;
  limits: Limits;
  live: Live;
  startedAt: Date;
};

const slot = Symbol.for("winauthmon.runtime");
type Shared = { [slot]?: Promise<Runtime> };

/**
 * The runtime of this process, started by the first who asks: server.ts before it listens, or the first request under
 * another Next host. All who ask meanwhile wait for the same start; a start that fails is tried again by the next.
 */
export function getRuntime(): Promise<Runtime> {
  const shared = globalThis as Shared;
  if (!shared[slot]) {
    const starting: Promise<Runtime> = startRuntime(getConfig()).catch((error: unknown) => {
      if (shared[slot] === starting) delete shared[slot];
      throw error;
    });
    shared[slot] = starting;
  }
  return shared[slot];
}

/** Opens what one process needs, in the order in which each part leans on the one before. For getRuntime and tests. */
export async function startRuntime(config: Config, options: { log?: Log; root?: string } = {}): Promise<Runtime> {
  const log = options.log ?? createLog({ level: config.logLevel, pretty: process.stdout.isTTY === true });
  const secret = await readSecret(config);
  const migrationsDir = path.join(options.root ?? process.cwd(), "prisma", "migrations");
  await migrate(config.database, { migrationsDir, log: (line) => log.info(line) });
  const db = await openDatabase(config.database);
  try {
    return await assemble(config, { db, log, secret });
  } catch (error) {
    await db.close();
    throw error;
  }
}

async function assemble(
  config: Config,
  { db, log, secret }: { db: Database; log: Log; secret: Buffer },
): Promise<Runtime> {
  const clock = () => new Date();
  const limits = createLimits(config.rateLimits, Date.now);
  const live = createLive({ db, clock, log });
  const onCommitted = (companyIds: number[]) => live.notify(companyIds);
  const ingest = createIngest({ db, limits, clock, log, onCommitted, timeZone: config.timeZone });
  const firstStart = await ensureFirstStart({ db, config, secret, now: clock(), random: randomBytes });
  // At once: what is told is kept nowhere in the clear, and this start may still fail, at its port for example.
  if (firstStart) {
    const print = (text: string) => void process.stdout.write(text);
    const isTerminal = process.stdout.isTTY === true;
    await announceFirstStart(firstStart, { isTerminal, instanceDir: config.instanceDir, print, log });
  }
  return { config, log, db, secret, ingest, limits, live, startedAt: clock() };
}
