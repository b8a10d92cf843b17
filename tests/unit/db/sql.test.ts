import fc from "fast-check";
import {
  chunkRows,
  containsPattern,
  identifier,
  instantOf,
  instantOrNull,
  limitClause,
  numberPlaceholders,
  placeholders,
  plainInstant,
  prefixBounds,
  rowPlaceholders,
  sqliteInstant,
} from "@/lib/db/sql";

const anyInstant = fc.date({ min: new Date("1970-01-01"), max: new Date("2999-12-31"), noInvalidDate: true });

describe("instants", () => {
  test("each engine's form reads back as the same instant, whatever the machine's zone", () => {
    fc.assert(
      fc.property(anyInstant, (instant) => {
        expect(instantOf(sqliteInstant(instant))).toEqual(instant);
        expect(instantOf(plainInstant(instant))).toEqual(instant);
        expect(instantOf(instant)).toBe(instant);
      }),
    );
  });

  test("SQLite's form sorts like the instants", () => {
    fc.assert(
      fc.property(anyInstant, anyInstant, (one, other) => {
        expect(sqliteInstant(one) < sqliteInstant(other)).toBe(one < other);
      }),
    );
  });

  test("text with a zone keeps it, text without is UTC", () => {
    expect(instantOf("2026-01-02 03:04:05").toISOString()).toBe("2026-01-02T03:04:05.000Z");
    expect(instantOf("2026-01-02 03:04:05.1").toISOString()).toBe("2026-01-02T03:04:05.100Z");
    expect(instantOf("2026-01-02T03:04:05+02:00").toISOString()).toBe("2026-01-02T01:04:05.000Z");
  });

  test("anything else is refused; nothing is null only where asked", () => {
    for (const value of ["", "yesterday", 5, null, undefined, {}])
      expect(() => instantOf(value)).toThrow("Not an instant");
    expect(instantOrNull(null)).toBeNull();
    expect(() => instantOrNull("x")).toThrow("Not an instant");
  });
});

describe("placeholders", () => {
  test("are as many as asked", () => {
    expect(placeholders(0)).toBe("");
    expect(placeholders(3)).toBe("?, ?, ?");
    expect(rowPlaceholders(2, 2)).toBe("(?, ?), (?, ?)");
  });

  test("are numbered outside quotes only", () => {
    expect(numberPlaceholders("a = ? AND b = '?''?' AND \"c?\" = ? AND [d?] > ?", "$")).toBe(
      "a = $1 AND b = '?''?' AND \"c?\" = $2 AND [d?] > $3",
    );
    expect(numberPlaceholders("(?, ?)", "@p")).toBe("(@p1, @p2)");
  });
});

describe("words of the engines", () => {
  test("names are quoted, and only ours are names", () => {
    expect([identifier("sqlite", "kind"), identifier("mysql", "kind"), identifier("sqlserver", "kind")]).toEqual([
      '"kind"',
      "`kind`",
      "[kind]",
    ]);
    for (const name of ['a"b', "a b", "A", "", "1a", "a;"])
      expect(() => identifier("sqlite", name)).toThrow("Not a name");
  });

  test("a limit is a whole number of rows", () => {
    expect(limitClause("postgresql", 50)).toBe("LIMIT 50");
    expect(limitClause("sqlserver", 50)).toBe("OFFSET 0 ROWS FETCH NEXT 50 ROWS ONLY");
    for (const rows of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => limitClause("sqlite", rows)).toThrow();
  });

  test("what LIKE would read as a pattern is escaped", () => {
    expect(containsPattern("50%_[a]!")).toBe("%50!%!_![a]!!%");
  });
});

describe("bounds of a prefix", () => {
  const byCodePoint = (one: string, other: string) => Buffer.compare(Buffer.from(one), Buffer.from(other));
  const text = fc.string({ unit: "binary", maxLength: 6 });

  test("hold exactly the texts that begin with it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 3 }), text, (prefix, other) => {
        const [from, before] = prefixBounds(prefix);
        const inside = (value: string) => byCodePoint(value, from) >= 0 && byCodePoint(value, before) < 0;
        expect(inside(prefix + other)).toBe(true);
        expect(inside(other)).toBe(other.startsWith(prefix));
      }),
    );
  });

  test("pass over the surrogates and the last code point", () => {
    expect(prefixBounds("a\ud7ff")[1]).toBe("a\ue000");
    expect(prefixBounds("a\u{10ffff}")[1]).toBe("b");
    expect(() => prefixBounds("")).toThrow();
  });
});

describe("chunks", () => {
  test("hold every row once, in order, and fit the engine", () => {
    const limits = { sqlite: 32_766, postgresql: 65_535, mysql: 65_535, sqlserver: 2_100 };
    fc.assert(
      fc.property(
        fc.constantFrom("sqlite", "postgresql", "mysql", "sqlserver"),
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 0, max: 1_500 }),
        (engine, width, count) => {
          const rows = Array.from({ length: count }, (_, index) => Array(width).fill(index));
          const chunks = chunkRows(engine, rows);
          expect(chunks.flat()).toEqual(rows);
          for (const chunk of chunks) {
            expect(chunk.length).toBeGreaterThan(0);
            expect(chunk.length).toBeLessThanOrEqual(1_000);
            expect(chunk.length * width).toBeLessThanOrEqual(limits[engine]);
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  test("come in few sizes on SQLite", () => {
    const sizes = new Set<number>();
    for (let count = 1; count <= 600; count += 1) {
      for (const chunk of chunkRows("sqlite", Array(count).fill([1]))) sizes.add(chunk.length);
    }
    expect(sizes.size).toBeLessThanOrEqual(5);
  });
});
