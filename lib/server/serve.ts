import { createServer } from "node:http";
import next from "next";
import { type Config, readConfig } from "@/lib/config";
import { createHeldSink, createLog, type Log } from "@/lib/log";
import { startCompanyPurge } from "@/lib/portal/people/companies-purge";
import { announceOwnServer } from "@/lib/portal/request";
import { getRuntime } from "@/lib/portal/runtime";
import { loadCertificate, prepareInstanceDir } from "./certificate";
import { sendConsoleToLog } from "./console-to-log";
import { openNextPrivateOrigin } from "./next-private-origin";
import { createPortalServer } from "./portal-server";
import { describeAddresses, describeDatabase, wordsOfStartFault } from "./start-words";
import { stopOnSignal } from "./stop";
import { trimMemorySoon } from "./trim-memory";

/**
 * Starts the portal in this process: settings, instance folder, database, pages, and then the port. Ends the process
 * with 1 and one line per reason when it cannot. `dev`: Next's development server, over plain HTTP.
 */
export async function serve({ dev }: { dev: boolean }): Promise<void> {
  const begun = performance.now();
  const { config, problems, warnings } = readConfig();
  if (problems.length > 0) giveUp(["The portal cannot start; its configuration is wrong:", ...problems]);
  const sink = createHeldSink();
  const log = createLog({ level: config.logLevel, pretty: process.stdout.isTTY === true, sink });
  const faults = watchForFaults(log);
  if (!dev) sendConsoleToLog(log);
  for (const warning of warnings) log.warn(warning);
  try {
    await start({ config, log, sink, faults, dev, begun });
  } catch (error) {
    log.debug({ err: error }, "The start failed");
    giveUp([`The portal cannot start: ${wordsOfStartFault(error, config)}`]);
  }
}

type Start = {
  config: Config;
  log: Log;
  sink: ReturnType<typeof createHeldSink>;
  faults: Faults;
  dev: boolean;
  begun: number;
};

async function start({ config, log, sink, faults, dev, begun }: Start): Promise<void> {
  await prepareInstanceDir(config.instanceDir, log);
  announceOwnServer({ isDevelopment: dev });
  const isEncrypted = config.ssl === "on" && !dev;
  // Next adds its listener for upgrades to this one, which never listens; to the server of a request otherwise, where
  // it would take connections away from under the limits.
  const httpServer = createServer();
  const app = next({ dev, dir: process.cwd(), hostname: config.host, port: config.port, httpServer });
  const tls = isEncrypted ? await loadCertificate(config, new Date(), log) : null;
  const starting = [getRuntime(), app.prepare()] as const;
  // Pages that fail must not end the process between the first start and the words that tell of it.
  await Promise.allSettled(starting);
  const [runtime] = await Promise.all(starting);
  sink.passTo(runtime.errors);
  faults.write = () => runtime.errors.stop(lastWordsMs);
  const pages = app.getRequestHandler();
  const privateOrigin = await openNextPrivateOrigin((request, response) => void pages(request, response));
  const server = createPortalServer({
    config,
    tls,
    log,
    ingest: runtime.ingest,
    pages,
    beforePages: privateOrigin.addPass,
  });
  if (dev) server.onUpgrade((request, socket, head) => void httpServer.emit("upgrade", request, socket, head));
  const port = await server.listen(config.port, config.host);

  const purge = startCompanyPurge({ ...runtime, clock: () => new Date() });

  stopOnSignal(log, async (graceMs) => {
    runtime.live.stop();
    runtime.settings.stop();
    purge.stop();
    await server.stop(graceMs);
    privateOrigin.stop();
    await runtime.ingest.drain();
    runtime.sharedLimits?.close();
    await Promise.all([runtime.trail.stop(lastWordsMs), runtime.errors.stop(lastWordsMs)]);
    await runtime.db.close();
  });
  log.info(`Data is kept in ${describeDatabase(config.database)}`);
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  log.info(`The portal is ready after ${seconds} s: ${describeAddresses(config, port, isEncrypted)}`);
  trimMemorySoon();
}

/** Set once there is an error log: writes what it has taken. */
type Faults = { write: (() => Promise<void>) | null };

/** What the last lines for the error log and the last copy of the trail's head may take. */
const lastWordsMs = 700;

/**
 * Nothing may end unseen. After an uncaught exception nobody knows what still holds, so the process ends; the error
 * log gets a moment to take the reason, if there is one yet.
 */
function watchForFaults(log: Log): Faults {
  const faults: Faults = { write: null };
  process.on("unhandledRejection", (err) => log.error({ err }, "A promise failed and nobody was waiting for it"));
  process.on("uncaughtException", (err) => {
    if (isClientGone(err)) return void log.debug({ err }, "A client left in the middle of its request");
    log.fatal({ err }, "The portal ends because of a fault");
    if (faults.write === null) process.exit(1);
    faults.write().finally(() => process.exit(1));
  });
  return faults;
}

/** Next passes a request's body on through streams of its own, which nobody listens to when the client just leaves. */
function isClientGone(error: Error & { code?: unknown }): boolean {
  return error.code === "ECONNRESET" && error.message === "aborted";
}

function giveUp(lines: readonly string[]): never {
  process.stderr.write(`${lines.join("\n")}\n`);
  process.exit(1);
}
