import { Writable } from "node:stream";
import { createLog } from "@/lib/log";

function capture(pretty = false) {
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const log = createLog({ level: "info", pretty, stream });
  return { log, lines };
}

test("an entry is one line of JSON with level, time, fields and words", () => {
  const { log, lines } = capture();
  log.info({ companyId: 3 }, "stored");
  expect(lines).toHaveLength(1);
  expect(lines[0]?.match(/\n/g)).toHaveLength(1);
  const entry = JSON.parse(lines[0] ?? "");
  expect(entry).toEqual({ level: "info", time: expect.stringMatching(/^\d{4}-.*Z$/), companyId: 3, msg: "stored" });
});

test("a level below the chosen one is not written", () => {
  const { log, lines } = capture();
  log.debug("hidden");
  expect(lines).toEqual([]);
});

test.each([
  "key",
  "apiKey",
  "x-api-key",
  "password",
  "SECRET_KEY",
  "token",
  "sessionToken",
  "authorization",
  "Cookie",
  "keyHash",
])("the field %s is redacted at any depth", (name) => {
  const { log, lines } = capture();
  log.info({ [name]: "hush", deep: { list: [{ [name]: "hush" }] } }, "words");
  expect(lines[0]).not.toContain("hush");
  expect(lines[0]?.match(/\[redacted\]/g)).toHaveLength(2);
});

test("ids and counts that merely mention a key stay readable", () => {
  const { log, lines } = capture();
  log.info({ apiKeyId: 7, keys: 2 }, "words");
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({ apiKeyId: 7, keys: 2 });
});

test("an error keeps its stack but not the password of an address, wherever it stands", () => {
  const { log, lines } = capture();
  const cause = Object.assign(new Error("no route to postgresql://portal:hush@db/x"), { password: "hush" });
  log.error({ err: new Error("failed", { cause }) }, "at mysql://root:hush@db");
  log.error(cause);
  log.error("postgresql://portal:hush@db/x");
  expect(lines.join("")).not.toContain("hush");
  expect(JSON.parse(lines[0] ?? "").err.stack).toContain("log.test.ts");
  expect(lines[0]).toContain("postgresql://portal:***@db/x");
});

test("what JSON cannot hold does not break a line", () => {
  const { log, lines } = capture();
  const loop: Record<string, unknown> = { big: 10n, bytes: Buffer.alloc(9) };
  loop.self = loop;
  log.info({ loop }, "words");
  expect(JSON.parse(lines[0] ?? "").loop).toMatchObject({ big: "10", bytes: "9 bytes" });
});

test("for a terminal the words come without JSON", () => {
  const { log, lines } = capture(true);
  log.info({ companyId: 3 }, "stored");
  expect(lines.join("")).toMatch(/INFO: stored\n\s+companyId: 3\n/);
});
