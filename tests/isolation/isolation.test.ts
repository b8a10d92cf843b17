import type { Database } from "@/lib/db/database";
import { narrowPortal } from "@/lib/portal/portal";
import { canaryIds } from "@/tests/seed/two-companies";
import { describeOnEachEngine } from "@/tests/store/engines";
import { sampleOf, showsCanary } from "./inspect";
import { createObserver, type PortalOf, textOf } from "./observe";
import { type Looker, lookers, portalIn, type Stage, setStage, viewerOf } from "./stage";
import { companyTables } from "./tables";

const patience = 120_000;

function isolationTests(open: () => Database, who: readonly Looker[]): void {
  let stage: Stage;

  beforeAll(async () => {
    stage = await setStage(open(), who);
  }, patience);

  test("every row of a foreign company carries the canary, in every table that belongs to companies", async () => {
    for (const table of companyTables()) {
      const rows = await open().sql.query(`SELECT * FROM ${table} WHERE company_id = ?`, [stage.foreign.b.id]);
      expect([table, rows.length > 0, rows.every((row) => showsCanary(textOf(row)))]).toEqual([table, true, true]);
    }
  });

  test.each(who)(
    "nothing foreign is seen or changed by %s",
    async (looker) => {
      expect(await stage.inspect(looker)).toEqual([]);
    },
    patience,
  );

  test("the door to a foreign, deleted or absent company is closed", async () => {
    const db = open();
    const { a, foreign } = stage;
    const stale = await portalIn(db, viewerOf(a, "stale"));
    for (const company of [canaryIds.b, canaryIds.c, 555_555, a.id + 0.5, "", "-1", `${a.id} `, "0xb"].map(String)) {
      expect(narrowPortal(stale, db, company)).toBeNull();
    }
    expect(narrowPortal(await portalIn(db, a.viewers.globalAdmin), db, String(canaryIds.c))).toBeNull();
    expect(narrowPortal(stale, db, String(a.id))?.scope.companyIds).toEqual([a.id]);
    const outsider = await portalIn(db, foreign.viewers.outsider);
    expect([outsider.companies, await outsider.people.list(), await outsider.events.last()]).toEqual([[], [], null]);
  });

  test(
    "each sample call would show company B to somebody who may see it",
    async () => {
      const { a, foreign, wholeBefore } = stage;
      const observe = await createObserver(open(), a.id);
      const portalOf: PortalOf = (tx) => portalIn(tx, a.viewers.globalAdmin);
      for (const [name, sample] of sampleOf) {
        if (sample.installation || sample.figure) continue;
        const seen: boolean[] = [];
        for (const args of sample.calls(foreign.b)) {
          const { text, touchedForeign } = await observe(portalOf, name, args);
          seen.push(showsCanary(text) || touchedForeign);
        }
        for (const [number, args] of sample.calls(a).entries()) {
          const { kind, text } = await observe(portalOf, name, args);
          seen.push(!sample.makes && wholeBefore.get(`${name} #${number}`) !== `${kind} ${text}`);
        }
        expect([name, seen.includes(true)]).toEqual([name, true]);
      }
    },
    patience,
  );
}

describeOnEachEngine("isolation of companies", (open) => isolationTests(open, lookers), ["sqlite"]);

// Who looks makes no difference to an engine: one shows that its queries keep to the scope too.
describeOnEachEngine("isolation of companies", (open) => isolationTests(open, ["companyAdmin"]), [
  "postgresql",
  "mysql",
  "sqlserver",
]);
