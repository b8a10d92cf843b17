import { asUnavailable, isConflict, orUnavailable } from "@/lib/db/failures";
import { retryConflicts } from "@/lib/db/retry";
import { createTurns } from "@/lib/db/turns";
import { PortalError } from "@/lib/errors";

const failure = (facts: object, message = "x") => Object.assign(new Error(message), facts);

describe("what means that the database is away", () => {
  const away = {
    "nobody listens": failure({ code: "ECONNREFUSED" }),
    "several addresses, nobody listens": Object.assign(new AggregateError([failure({ code: "ECONNREFUSED" })]), {}),
    "PostgreSQL shuts down": failure({ code: "57P01" }),
    "PostgreSQL starts": failure({ code: "57P03" }),
    "PostgreSQL has no connection left": failure({ code: "53300" }),
    "PostgreSQL's disk is full": failure({ code: "53100" }),
    "PostgreSQL's connection broke": failure({ code: "08006" }),
    "pg says it in words only": failure({}, "Connection terminated unexpectedly"),
    "the pool waited in vain": failure({}, "timeout exceeded when trying to connect"),
    "MariaDB's pool waited in vain": failure({ errno: 45028, sqlState: "HY000" }),
    "MariaDB's pool is closed": failure({ errno: 45027, sqlState: "HY000" }, "(conn:-1, no: 45027) pool is closed"),
    "MariaDB's connection broke": failure({ errno: 45009, fatal: true }),
    "another process keeps the file": failure({ code: "SQLITE_BUSY_SNAPSHOT" }),
    "SQLite's disk is full": failure({ code: "SQLITE_FULL" }),
    "SQLite cannot read": failure({ code: "SQLITE_IOERR_READ" }),
    "Prisma cannot reach it": failure({ code: "P1001" }),
    "Prisma wraps the driver": failure({
      code: "P2010",
      meta: { driverAdapterError: failure({ cause: { kind: "DatabaseNotReachable", originalCode: "ECONNREFUSED" } }) },
    }),
    "something wraps it": failure({ cause: failure({ code: "EPIPE" }) }),
  };
  test.each(Object.entries(away))("%s", (_, error) => {
    expect(asUnavailable(error)).toMatchObject({ code: "unavailable", retryAfterSeconds: 2, cause: error });
  });

  const faults = {
    "a value twice": failure({ code: "23505" }),
    "a table is missing": failure({ code: "42P01" }),
    "a value twice, MySQL": failure({ errno: 1062, sqlState: "23000", fatal: false }),
    "a value twice, SQLite": failure({ code: "SQLITE_CONSTRAINT_UNIQUE" }),
    "the file is broken": failure({ code: "SQLITE_CORRUPT" }),
    "a value twice, Prisma": failure({ code: "P2002" }),
    "a mistake in the program": new TypeError("x is not a function"),
    "not found": new PortalError("not_found", "No such site"),
    "not an error": "ECONNREFUSED",
    nothing: undefined,
  };
  test.each(Object.entries(faults))("not: %s", (_, error) => {
    expect(asUnavailable(error)).toBeNull();
  });

  test("what is unavailable already stays itself, and an error that holds itself ends", async () => {
    const error = new PortalError("unavailable", "later");
    await expect(orUnavailable(() => Promise.reject(error))).rejects.toBe(error);
    const loop = failure({});
    loop.cause = loop;
    expect(asUnavailable(loop)).toBeNull();
  });
});

describe("what may simply be done again", () => {
  const conflicts = [
    failure({ code: "40001" }),
    failure({ code: "40P01" }),
    failure({ errno: 1213 }),
    failure({ number: 1205 }),
    failure({ code: "SQLITE_BUSY" }),
    failure({ code: "P2034" }),
    failure({ code: "P2010", meta: { driverAdapterError: { cause: { originalCode: "40001" } } } }),
  ];
  test("conflicts, in every engine's spelling", () => {
    expect(conflicts.map(isConflict)).toEqual(conflicts.map(() => true));
    expect([failure({ code: "23505" }), failure({ errno: 1062 }), new Error("no"), null].map(isConflict)).toEqual(
      Array(4).fill(false),
    );
  });

  test("is done again until it works", async () => {
    const tries: number[] = [];
    const result = await retryConflicts(async (count) => {
      tries.push(count);
      if (count < 4) throw conflicts[count];
      return "done";
    });
    expect(result).toBe("done");
    expect(tries).toEqual([0, 1, 2, 3, 4]);
  });

  test("is given up when patience is over, and never tried for another failure", async () => {
    let tries = 0;
    const lose = async () => {
      tries += 1;
      throw conflicts[0];
    };
    await expect(retryConflicts(lose, 0)).rejects.toBe(conflicts[0]);
    expect(tries).toBe(1);
    const other = new Error("other");
    await expect(retryConflicts(() => Promise.reject(other))).rejects.toBe(other);
  });
});

describe("turns", () => {
  const turn = () => new Promise((resolve) => setImmediate(resolve));

  test("one at a time: in the order they came, also past a failure", async () => {
    const turns = createTurns(1);
    const steps: string[] = [];
    const work = (name: string, fails = false) =>
      turns.run(async () => {
        steps.push(`${name} begins`);
        await turn();
        steps.push(`${name} ends`);
        if (fails) throw new Error(name);
        return name;
      });
    const results = await Promise.allSettled([work("a"), work("b", true), work("c")]);
    expect(steps).toEqual(["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"]);
    expect(results.map((result) => result.status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  });

  test("as many at once as there is room for, never more", async () => {
    const turns = createTurns(3);
    let running = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 20 }, () =>
        turns.run(async () => {
          running += 1;
          most = Math.max(most, running);
          await turn();
          running -= 1;
        }),
      ),
    );
    expect(most).toBe(3);
  });

  test("who waits too long is told so and holds up nobody", async () => {
    const turns = createTurns(1, 20);
    let finish: () => void = () => undefined;
    const long = turns.run(
      () =>
        new Promise<void>((resolve) => {
          finish = resolve;
        }),
    );
    await expect(turns.run(async () => 1)).rejects.toMatchObject({ code: "unavailable" });
    const next = turns.run(async () => 2);
    finish();
    await long;
    expect(await next).toBe(2);
  });
});
