import { randomBytes } from "node:crypto";
import path from "node:path";
import { headCopyFile } from "@/lib/audit/head-copy-store";
import { deriveKey, readSecret } from "@/lib/auth/secret";
import { type Config, getConfig } from "@/lib/config";
import type { Database } from "@/lib/db/database";
import { migrate } from "@/lib/db/migrate";
import { openDatabase } from "@/lib/db/open";
import { createIngest, type Ingest } from "@/lib/events/ingest";
import { createLive, type Live } from "@/lib/events/live";
import { createLimits, type Limits } from "@/lib/limits/rate-limit";
import { redisConnector } from "@/lib/limits/redis-link";
import { createSharedStore, type SharedStore } from "@/lib/limits/shared-store";
import { createHeldSink, createLog, type Log } from "@/lib/log";
import { createLiveSettings, type LiveSettings } from "@/lib/settings/live";
import { effectiveLimits } from "@/lib/settings/rate-limits";
import { createHeadKeeper, type HeadKeeper } from "./installation/audit-keeper";
import { createErrorWriter, type ErrorWriter } from "./installation/errors-writer";
import { announceFirstStart, ensureFirstStart, firstStartFile } from "./start/first-start";
import { readTold, renewSetupCode } from "./start/setup-code-again";

/** Everything this process holds open. One per process, whichever bundle asked first. */
export type Runtime = {
  config: Config;
  log: Log;
  db: Database;
  secret: Buffer;
  ingest: Ingest;
  limits: Limits;
  live: Live;
  /** What administrators saved, at most a few seconds old. */
  settings: LiveSettings;
  /** Where rate limits are counted together with other processes; null when this one counts for itself. */
  sharedLimits: SharedStore | null;
  /** Takes what the log says for the error log. */
  errors: ErrorWriter;
  /** Copies the head of the audit chain to the instance folder. */
  trail: HeadKeeper;
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
async function startRuntime(config: Config, options: { log?: Log; root?: string } = {}): Promise<Runtime> {
  const sink = createHeldSink();
  const log = options.log ?? createLog({ level: config.logLevel, pretty: process.stdout.isTTY === true, sink });
  const secret = await readSecret(config);
  const migrationsDir = path.join(options.root ?? process.cwd(), "prisma", "migrations");
  await migrate(config.database, { migrationsDir, log: (line) => log.info(line) });
  const db = await openDatabase(config.database);
  try {
    const runtime = await assemble(config, { db, log, secret });
    sink.passTo(runtime.errors);
    return runtime;
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
  // At once: what is told is kept nowhere in the clear, and this start may still fail, at its port for example.
  await tellFirstStart(config, { db, log, secret, now: clock() });
  const settings = createLiveSettings(db);
  const sharedLimits = openSharedLimits(config, log);
  const configured = { limits: config.rateLimits, given: config.givenRateLimits };
  const limits = createLimits(() => effectiveLimits(configured, settings.current()), Date.now, {
    shared: sharedLimits,
    namespace: deriveKey(secret, "limits").toString("hex").slice(0, 8),
  });
  const live = createLive({ db, clock, log });
  const onCommitted = (companyIds: number[]) => live.notify(companyIds);
  const ingest = createIngest({ db, limits, clock, log, onCommitted, timeZone: config.timeZone });
  await settings.refresh();
  const errors = createErrorWriter({ db, readLevel: async () => settings.current().logLevel, clock });
  const trail = createHeadKeeper({ db, file: headCopyFile(config.instanceDir), log });
  await trail.copy();
  const own = { config, log, db, secret, startedAt: clock() };
  return { ...own, ingest, limits, live, settings, sharedLimits, errors, trail };
}

type Telling = { db: Database; log: Log; secret: Buffer; now: Date };

/** Tells how to sign in for the first time: at the first start, and at later ones while nobody has. */
async function tellFirstStart(config: Config, { log, ...given }: Telling): Promise<void> {
  const { instanceDir } = config;
  const isTerminal = process.stdout.isTTY === true;
  const start = { ...given, random: randomBytes };
  const firstStart =
    (await ensureFirstStart({ ...start, config })) ??
    (await renewSetupCode({ ...start, told: isTerminal ? null : await readTold(firstStartFile(instanceDir)) }));
  if (!firstStart) return;
  const print = (text: string) => void process.stdout.write(text);
  await announceFirstStart(firstStart, { isTerminal, instanceDir, print, log });
}

function openSharedLimits(config: Config, log: Log): SharedStore | null {
  const connect = redisConnector(config);
  return connect && createSharedStore({ connect, log, clock: Date.now });
}
