import { notFound, redirect } from "next/navigation";
import { exportEvents } from "@/app/(portal)/c/[company]/dashboard/export/export-events";
import { printEvents } from "@/app/(portal)/c/[company]/dashboard/print/print-events";
import { createLog } from "@/lib/log";
import { orRefuse } from "@/lib/portal/answers/or-refuse";
import { portalFor } from "@/lib/portal/portal";
import { seedCompanyA, seededNow } from "../seed/two-companies";
import { type FreshDatabase, freshDatabase } from "../store/engines";

const log = createLog({ level: "error", pretty: false });
const secret = Buffer.alloc(32, 7);
const asked = () => new Request("http://localhost/c/all/dashboard/export?format=csv");
const refuse = (message: string, init: ResponseInit) => Response.json({ message }, init);

let fresh: FreshDatabase;
beforeEach(async () => {
  fresh = await freshDatabase("sqlite");
});
afterEach(async () => {
  await fresh.db.close();
  await fresh.drop();
});

describe.each([
  ["export", exportEvents],
  ["print", printEvents],
])("%s", (_name, answer) => {
  test("gives the events of the filter", async () => {
    const { viewers } = await seedCompanyA(fresh.db);
    const portal = await portalFor(viewers.companyAdmin, fresh.db, seededNow);
    const given = await orRefuse(() => answer(portal, { db: fresh.db, secret, log }, asked()), refuse);
    expect(given.status).toBe(200);
    expect(await given.text()).toContain("Acme");
  });

  test("with the database away it is 503, and when to come again", async () => {
    const { viewers } = await seedCompanyA(fresh.db);
    const portal = await portalFor(viewers.companyAdmin, fresh.db, seededNow);
    await fresh.db.close();
    const given = await orRefuse(() => answer(portal, { db: fresh.db, secret, log }, asked()), refuse);
    expect([given.status, given.headers.get("retry-after")]).toEqual([503, "2"]);
  });
});

test("the ways of Next out of a route, and faults, go on", async () => {
  const fault = new Error("a fault");
  for (const leave of [
    () => notFound(),
    () => redirect("/login"),
    () => {
      throw fault;
    },
  ]) {
    let expected: unknown;
    try {
      leave();
    } catch (error) {
      expected = error;
    }
    await expect(orRefuse(async () => leave(), refuse)).rejects.toMatchObject({
      message: (expected as Error).message,
    });
  }
});
