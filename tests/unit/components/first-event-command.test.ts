import { execFileSync } from "node:child_process";
import { firstEventCommand } from "@/app/(portal)/home/command";

const sentAt = "2026-03-02T09:15:00Z";

/** What a shell makes of the command: the words curl would get. */
function wordsOf(command: string): string[] {
  const script = `curl() { printf '%s\\0' "$@"; }; ${command}`;
  return execFileSync("sh", ["-c", script]).toString().split("\0").slice(0, -1);
}

test("a shell gives curl the address, the key and an event that is JSON", () => {
  const words = wordsOf(firstEventCommand({ base: "https://monitor.example.com/", apiKey: "ab12", sentAt }));
  expect(words.slice(0, 4)).toEqual(["-k", "-X", "POST", "https://monitor.example.com/api/log_event"]);
  expect(words).toContain("X-API-Key: ab12");
  expect(JSON.parse(words.at(-1) ?? "")).toMatchObject({
    EventType: "Logon",
    UserName: "jane.doe",
    ComputerName: "PC-01",
    Timestamp: sentAt,
  });
});

test("over plain http no certificate is waved through", () => {
  expect(wordsOf(firstEventCommand({ base: "http://localhost:8000", apiKey: "ab12", sentAt }))).not.toContain("-k");
});

test("an unknown key leaves a place to fill in", () => {
  expect(firstEventCommand({ base: "http://localhost:8000", apiKey: null, sentAt })).toContain(
    "X-API-Key: YOUR_API_KEY",
  );
});
