import { simulateHistory } from "@/scripts/simulate/history";
import { createSender, postUntilTaken } from "@/scripts/simulate/send";
import { startPortal } from "../running-portal";

export const administratorPassword = "correct-horse-battery-9";

/**
 * Two portals for the browser: one that an operator set up (password and key given) and that holds two weeks of
 * simulated sign-ins, and one in the state of its first start. The workers read their addresses from the environment.
 */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const apiKey = "e2".repeat(32);
  const [portal, fresh] = await Promise.all([
    startPortal({
      INITIAL_ADMIN_PASSWORD: administratorPassword,
      INITIAL_API_KEY: apiKey,
      TIMEZONE: "Europe/London",
      // The specs sign in more often than a person would; limits have tests of their own.
      ENABLE_RATE_LIMITING: "false",
    }),
    startPortal({ TIMEZONE: "Europe/London" }),
  ]);
  process.env.E2E_BASE_URL = portal.httpUrl;
  process.env.E2E_HTTPS_URL = portal.httpsUrl;
  process.env.E2E_ADMIN_PASSWORD = administratorPassword;
  process.env.E2E_API_KEY = apiKey;
  process.env.E2E_FRESH_URL = fresh.httpUrl;
  process.env.E2E_FRESH_DIR = fresh.instanceDir;

  const sender = createSender({ url: portal.httpUrl, key: apiKey, insecure: true });
  const { events, heartbeats } = simulateHistory({
    people: 20,
    days: 14,
    seed: 1,
    zone: "Europe/London",
    until: new Date(),
  });
  for (let start = 0; start < events.length; start += 500) {
    const batch = events.slice(start, start + 500).map((event) => event.body);
    await postUntilTaken(sender, "/api/log_event", { events: batch });
  }
  // A week-end leaves the last two days nearly empty; the specs need more rows than fit a screen.
  const recent = Array.from({ length: 120 }, (_, n) => ({
    EventType: n % 2 === 0 ? "Lock" : "Unlock",
    UserName: `early.bird${n % 7}`,
    ComputerName: `PC-9${n % 7}`,
    Timestamp: new Date(Date.now() - 30 * 3_600_000 + n * 60_000).toISOString(),
  }));
  await postUntilTaken(sender, "/api/log_event", { events: recent });
  for (const beat of heartbeats.slice(-20)) {
    await postUntilTaken(sender, "/api/health", {
      ComputerName: beat.computerName,
      BootId: beat.bootId,
      Alive: [{ From: beat.from.toISOString(), To: beat.to.toISOString(), BootId: beat.bootId }],
    });
  }
  sender.close();
  return async () => {
    await Promise.all([portal.stop(), fresh.stop()]);
  };
}
