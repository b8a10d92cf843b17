import type { Database } from "@/lib/db/database";
import { openDatabase } from "@/lib/db/open";
import { type PortalEnvironment, type RunningPortal, startPortal } from "../running-portal";
import { freshTarget } from "../store/engines";

/** A built portal of its own over plain HTTP, with its SQLite database open beside it. */
export type Stage = { portal: RunningPortal; db: Database; end(): Promise<void> };

/** The built server must be there: `npm test` builds before it runs this. */
export async function startStage(environment: PortalEnvironment = {}): Promise<Stage> {
  const { target, drop } = await freshTarget("sqlite");
  const file = target.engine === "sqlite" ? target.file : "";
  const portal = await startPortal({
    DATABASE_URL: `sqlite:////${file.slice(1)}`,
    INITIAL_ADMIN_PASSWORD: "correct-horse-battery-9",
    SESSION_COOKIE_SECURE: "false",
    SSL: "off",
    LOG_LEVEL: "error",
    ...environment,
  });
  const db = await openDatabase(target);
  return {
    portal,
    db,
    async end() {
      await db.close();
      await portal.stop();
      await drop();
    },
  };
}
