import { PassThrough } from "node:stream";
import type { ErrorLevel } from "@/lib/audit/schema";
import type { Database } from "@/lib/db/database";
import { createHeldSink, createLog, inLogScene, type LogSink } from "@/lib/log";
import { createErrorWriter, type ErrorWriterOptions } from "@/lib/portal/installation/errors-writer";
import { sendConsoleToLog } from "@/lib/server/console-to-log";
import { describeOnEachEngine, freshDatabase } from "../engines";

const start = new Date("2026-03-01T08:00:00.000Z");

/** A writer with a clock and a level that the test turns. */
function writerOf(db: Database, given: Partial<ErrorWriterOptions> = {}) {
  const world = { now: start.getTime(), level: "WARNING" as ErrorLevel, reads: 0 };
  const writer = createErrorWriter({
    db,
    clock: () => new Date(world.now),
    readLevel: async () => {
      world.reads += 1;
      return world.level;
    },
    ...given,
  });
  return { world, writer };
}

/** The product's log, whose lines go nowhere but to the sink. */
function logInto(sink: LogSink) {
  return createLog({ level: "error", pretty: false, stream: new PassThrough().resume(), sink });
}

describeOnEachEngine("what the log says, in the error log", (open) => {
  beforeEach(() => open().unitOfWork((tx) => tx.prisma.errorLog.deleteMany({})));
  const rows = () => open().prisma.errorLog.findMany({ orderBy: { id: "asc" } });

  test("from the level of the settings on, whatever the level of the lines, and a change holds within seconds", async () => {
    const { world, writer } = writerOf(open());
    const log = logInto(writer);
    const sayAll = async (round: number) => {
      log.debug(`debug ${round}`);
      log.info(`info ${round}`);
      log.warn(`warn ${round}`);
      log.error(new Error(`error ${round}`));
      log.fatal({ err: new Error(`fatal ${round}`) }, "the end");
      await writer.flush();
    };
    await sayAll(1);
    expect((await rows()).map((row) => [row.level, row.message])).toEqual([
      ["WARNING", "warn 1"],
      ["ERROR", "error 1"],
      ["CRITICAL", "the end: fatal 1"],
    ]);
    world.level = "DEBUG";
    world.now += 5_000;
    await sayAll(2);
    expect((await rows()).slice(3).map((row) => row.level)).toEqual(["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]);
    world.level = "CRITICAL";
    world.now += 5_000;
    await sayAll(3);
    expect((await rows()).slice(8).map((row) => row.message)).toEqual(["the end: fatal 3"]);
    expect(world.reads).toBe(3);
  });

  test("a fault comes with its stack, its number, its user and where from; secrets do not come", async () => {
    const { writer } = writerOf(open());
    const log = logInto(writer);
    const secrets = {
      token: "t0ken-in-a-field",
      cookie: "winauthmon=c00kie",
      nested: { password: "p4ssword-in-a-field", apiKey: "k3y-in-a-field" },
    };
    const text = `Authorization: Bearer abcdef.ghijkl and password=p4ssword-in-text at postgres://u:p4ss-in-url@db/x, key ${"ab12".repeat(16)}`;
    const scene = { requestId: "request-1", ip: "192.0.2.7", userId: 7 };
    inLogScene(scene, () => {
      log.error({ err: new Error(text), errorId: "f00ba7", path: "/admin/users", ...secrets }, "a form failed");
      log.warn("just words");
    });
    await writer.flush();
    const [fault, words] = await rows();
    expect(fault).toMatchObject({ requestId: "f00ba7", userId: 7, ip: "192.0.2.7", logger: "portal", n: 1 });
    expect(fault?.stack).toContain("errors-writer.test.ts");
    expect(fault?.stack).toContain("path: /admin/users");
    expect(fault?.stack).toContain("request: request-1");
    expect(words).toMatchObject({ requestId: "request-1", stack: null });
    const kept = JSON.stringify(fault);
    for (const secret of ["t0ken", "c00kie", "p4ss", "k3y", "abcdef", "ab12"]) expect(kept).not.toContain(secret);
  });

  test("what a page fails with is found by the number that its error page shows", async () => {
    const { writer } = writerOf(open());
    const target = { ...console };
    sendConsoleToLog(logInto(writer), target);
    target.error(Object.assign(new Error("the page broke"), { digest: "1234567890" }));
    await writer.flush();
    expect(await rows()).toMatchObject([{ logger: "pages", requestId: "1234567890", message: "the page broke" }]);
  });

  test("what is said inside a unit of work is written beside it, and stays when that fails", async () => {
    const { writer } = writerOf(open());
    const log = logInto(writer);
    const failing = open().unitOfWork(async (tx) => {
      log.error("said inside");
      await tx.prisma.errorLog.count();
      throw new Error("undone");
    });
    await expect(failing).rejects.toThrow("undone");
    await writer.flush();
    expect(await rows()).toMatchObject([{ message: "said inside" }]);
  });

  test("a flood fills neither the queue nor the table; what was lost is told", async () => {
    const { world, writer } = writerOf(open(), { mostWaiting: 40, newRowsPerMinute: 20 });
    const log = logInto(writer);
    for (let number = 0; number < 100; number++) log.error(`fault ${number}`);
    for (let number = 0; number < 1_000; number++) log.error("always the same");
    expect(writer.dropped()).toBe(60 + 1_000);
    await writer.flush();
    expect(await rows()).toHaveLength(20);
    world.now += 61_000;
    await writer.flush();
    const told = (await rows()).find((row) => row.logger === "error log");
    expect(told).toMatchObject({ level: "WARNING", n: 60 + 1_000 + 20 });
    expect(writer.dropped()).toBe(0);
    log.error("always the same");
    for (let number = 0; number < 1_000; number++) log.error("always the same");
    await writer.flush();
    expect((await rows()).find((row) => row.message === "always the same")).toMatchObject({ n: 1_001 });
  });

  test("stopping writes what is there and takes nothing any more", async () => {
    const { writer } = writerOf(open());
    const log = logInto(writer);
    log.error("the last words");
    await writer.stop(10_000);
    log.error("too late");
    await writer.flush();
    expect((await rows()).map((row) => row.message)).toEqual(["the last words"]);
  });

  test("what comes before there is a database is held, warnings and worse", async () => {
    const held = createHeldSink(2);
    const log = logInto(held);
    log.info("no matter");
    log.warn("a first");
    log.error("a second");
    log.error("a third, for which there is no room");
    const { writer } = writerOf(open());
    held.passTo(writer);
    log.error("a fourth");
    await writer.flush();
    expect((await rows()).map((row) => row.message)).toEqual(["a first", "a second", "a fourth"]);
  });
});

test("while the database is away nobody is disturbed: no line, no fault, and the queue keeps its bound", async () => {
  const { db, drop } = await freshDatabase("sqlite");
  const lines: string[] = [];
  const stream = new PassThrough().on(
    "data",
    (chunk: Buffer) => void lines.push(...chunk.toString().trim().split("\n")),
  );
  const { writer } = writerOf(db, { mostWaiting: 3 });
  const log = createLog({ level: "error", pretty: false, stream, sink: writer });
  await db.close();
  await drop();
  for (let number = 0; number < 5; number++) log.error(`fault ${number}`);
  for (let tries = 0; tries < 6; tries++) await writer.flush();
  await writer.stop(1_000);
  expect(writer.dropped()).toBeGreaterThanOrEqual(2);
  expect(lines).toHaveLength(5);
});
