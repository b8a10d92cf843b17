import { scopeOfAgentKey } from "@/lib/access/scope";
import type { Engine } from "@/lib/db/database";
import { migrate } from "@/lib/db/migrate";
import { openDatabase } from "@/lib/db/open";
import type { EventFilter } from "@/lib/events/event";
import { eventStore } from "@/lib/events/store";
import { insertBulk, type SeededCompany, seedCompany, storeEvents } from "../fixtures/bulk";
import { freshTarget, migrationsDir } from "../store/engines";
import { type BenchRow, median, milliseconds, times } from "./table";

const dayMs = 86_400_000;
const sort = { by: "time", direction: "desc" } as const;

type Timings = Record<"write" | "first" | "person" | "search" | "site", number>;

async function medianOf(runs: number, work: (run: number) => Promise<unknown>): Promise<number> {
  const taken: number[] = [];
  for (let run = 0; run < runs; run++) {
    const started = performance.now();
    await work(run);
    taken.push(performance.now() - started);
  }
  return median(taken);
}

/** What one grouped write and the first pages cost with `rows` events of one company in the table. */
async function timingsAt(engine: Engine, rows: number): Promise<Timings> {
  const { target, drop } = await freshTarget(engine);
  await migrate(target, { migrationsDir });
  const db = await openDatabase(target);
  try {
    const company: SeededCompany = await seedCompany(db, { name: "Bench", sites: ["HO", "North"] });
    const to = new Date();
    const from = new Date(to.getTime() - 30 * dayMs);
    await insertBulk(db, company, { count: rows, from, to });
    if (engine === "postgresql") await db.writeGroup((sql) => sql.query("ANALYZE"));
    const store = eventStore(db, scopeOfAgentKey(company));
    const range: EventFilter = { from, to };
    const page = (filter: EventFilter) => Promise.all([store.page(filter, { size: 50, sort }), store.count(filter)]);
    const person = (run: number) => `person ${String(run % 2000).padStart(5, "0")}`;
    const site = company.sites[1]?.siteId;
    return {
      write: await medianOf(100, (run) =>
        storeEvents(
          db,
          company,
          Array.from({ length: 64 }, (_, n) => ({
            kind: "sign_in" as const,
            user: `Writer ${n}`,
            computer: `PC-${n}`,
            at: new Date(to.getTime() - 3_600_000 + run * 1_000 + n),
          })),
        ),
      ),
      first: await medianOf(25, () => page(range)),
      person: await medianOf(25, (run) => page({ ...range, person: person(run * 37) })),
      search: await medianOf(9, (run) => page({ ...range, search: `0${10 + run}` })),
      site: await medianOf(9, () => page({ ...range, kinds: ["failed"], ...(site ? { siteId: site } : {}) })),
    };
  } finally {
    await db.close();
    await drop();
  }
}

/** Cost must not grow with the table: the same work at 10,000 and at 1,000,000 rows. */
export async function benchGrowth(engine: Engine): Promise<BenchRow[]> {
  const small = await timingsAt(engine, 10_000);
  const large = await timingsAt(engine, 1_000_000);
  const row = (what: string, key: keyof Timings, bar: string): BenchRow => ({
    what: `${what}, ${engine}, 1 M rows`,
    figure: milliseconds(large[key]),
    control: `${milliseconds(small[key])} at 10,000 rows`,
    ratio: times(large[key], small[key]),
    bar,
  });
  return [
    row("a group of 64 events", "write", "≤ 1.3 ×"),
    row("first page and total, no filter", "first", "≤ 1.5 ×"),
    row("first page and total of one person", "person", "≤ 1.5 ×"),
    row("first page and total of a search", "search", "≤ 500 ms"),
    row("first page and total of failures at one site", "site", "≤ 500 ms"),
  ];
}
