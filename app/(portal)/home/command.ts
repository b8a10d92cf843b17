/** Shown where the key is not known: only its hash is kept. */
const keyPlaceholder = "YOUR_API_KEY";

/**
 * A sign-in as an agent sends it (3-wire, POST /api/log_event). `-k` only for https: a new server has a certificate of
 * its own making. `sentAt` is RFC 3339.
 */
export function firstEventCommand({
  base,
  apiKey,
  sentAt,
}: {
  base: string;
  apiKey: string | null;
  sentAt: string;
}): string {
  const event = {
    EventType: "Logon",
    UserName: "jane.doe",
    ComputerName: "PC-01",
    IPAddress: "192.168.1.10",
    Timestamp: sentAt,
  };
  return [
    `curl ${base.startsWith("https:") ? "-k " : ""}-X POST ${base.replace(/\/$/, "")}/api/log_event`,
    '  -H "Content-Type: application/json"',
    `  -H "X-API-Key: ${apiKey ?? keyPlaceholder}"`,
    `  -d '${JSON.stringify(event)}'`,
  ].join(" \\\n");
}
