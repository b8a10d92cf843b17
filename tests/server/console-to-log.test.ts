import { sendConsoleToLog } from "@/lib/server/console-to-log";
import { readLog } from "./raw-client";

function redirected() {
  const { log, lines } = readLog();
  const target = { ...console };
  sendConsoleToLog(log, target);
  return { target, entries: () => lines.map((line) => JSON.parse(line)) };
}

test("an error printed by a library is one entry with its stack", () => {
  const { target, entries } = redirected();
  target.error("\u001b[31m⨯\u001b[39m", new Error("no such page"));
  target.error(new Error("alone"));
  expect(entries()).toEqual([
    expect.objectContaining({ level: "error", msg: "⨯", err: expect.objectContaining({ message: "no such page" }) }),
    expect.objectContaining({ level: "error", msg: "alone" }),
  ]);
});

test("what is printed for people is one entry, however many lines it has", () => {
  const { target, entries } = redirected();
  target.log("ready\nin %d ms", 12);
  target.warn("careful");
  expect(entries()).toEqual([
    expect.objectContaining({ level: "debug", msg: "ready\nin 12 ms" }),
    expect.objectContaining({ level: "warn", msg: "careful" }),
  ]);
});
