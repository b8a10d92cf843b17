import type { DatabaseTarget } from "@/lib/config";
import type { Engine } from "@/lib/db/database";
import { type PortalEnvironment, type RunningPortal, startPortal } from "../running-portal";
import { freshTarget } from "../store/engines";

export const benchKey = "be".repeat(32);
export const benchPassword = "correct-horse-battery-9";

export type BenchPortal = RunningPortal & { target: DatabaseTarget };

/** A portal without rate limits on a database of its own, and its end. */
export async function withPortal<T>(
  engine: Engine,
  work: (portal: BenchPortal) => Promise<T>,
  environment: PortalEnvironment = {},
): Promise<T> {
  const fresh = await freshTarget(engine);
  const { target } = fresh;
  const url = target.engine === "sqlite" ? `sqlite:////${target.file.slice(1)}` : target.url;
  const portal = await startPortal({
    DATABASE_URL: url,
    SSL: "off",
    SESSION_COOKIE_SECURE: "false",
    ENABLE_RATE_LIMITING: "false",
    INITIAL_API_KEY: benchKey,
    INITIAL_ADMIN_PASSWORD: benchPassword,
    LOG_LEVEL: "warn",
    ...environment,
  });
  try {
    return await work({ ...portal, target });
  } finally {
    await portal.stop();
    await fresh.drop();
  }
}
