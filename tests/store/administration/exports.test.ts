import type { Viewer } from "@/lib/access/viewer";
import type { Database } from "@/lib/db/database";
import { narrowPortal, type Portal, portalFor } from "@/lib/portal/portal";
import { recordExport } from "@/lib/portal/record-export";
import { describeOnEachEngine } from "../engines";
import { deskAt } from "../identity/desk";
import { makeCompany, makeUser, refusalOf, start } from "../identity/world";

const given = { report: "events", format: "csv", range: { from: start, to: start }, what: "Everything" };

describeOnEachEngine("exports in the audit trail", (open) => {
  async function viewerOf(db: Database, companyIds: readonly number[]): Promise<Viewer> {
    const memberships = companyIds.map((companyId) => ({ companyId, role: "User" as const }));
    const { id, username, email } = await makeUser(db, { memberOf: memberships });
    const account = { userId: id, sessionId: 1, username, email, globalRole: "User", mfaState: "ok" } as const;
    return { ...account, mustChangePassword: false, stepUpAt: null, memberships };
  }

  async function exportFrom(db: Database, portal: Portal, siteId?: number): Promise<void> {
    const { runtime, facts } = await deskAt(db, null);
    const range = siteId === undefined ? given.range : { ...given.range, siteId };
    await recordExport(runtime, portal, facts, { ...given, range });
  }

  async function rowsOf(db: Database, { userId }: Viewer): Promise<(number | null)[]> {
    const where = { actorId: userId, action: "events exported", outcome: "ok", chainIndex: { not: null } };
    return (await db.prisma.auditLog.findMany({ where, orderBy: { companyId: "asc" } })).map((row) => row.companyId);
  }

  test("each company whose events may leave gets its row; with a site, only the site's company", async () => {
    const db = open();
    const companies = [await makeCompany(db), await makeCompany(db)];
    const [first = 0, second = 0] = companies;
    await makeCompany(db);

    const everything = await viewerOf(db, companies);
    const portal = await portalFor(everything, db, start);
    await exportFrom(db, portal);
    expect(await rowsOf(db, everything)).toEqual([first, second]);

    const site = (await portal.agents.sites()).find(({ companyId }) => companyId === second);
    const ofSite = await viewerOf(db, companies);
    await exportFrom(db, await portalFor(ofSite, db, start), site?.id);
    expect(await rowsOf(db, ofSite)).toEqual([second]);

    const ofOne = await viewerOf(db, companies);
    const narrowed = narrowPortal(await portalFor(ofOne, db, start), db, String(first));
    if (narrowed) await exportFrom(db, narrowed);
    expect(await rowsOf(db, ofOne)).toEqual([first]);
  });

  test("an export that is denied is written down as such", async () => {
    const db = open();
    const viewer = await viewerOf(db, []);
    const foreign = { id: await makeCompany(db), name: "Foreign", timeZone: "UTC" };
    const portal = { ...(await portalFor(viewer, db, start)), company: foreign };
    expect(await refusalOf(exportFrom(db, portal))).toMatchObject({ message: "You may not export this." });
    const rows = await db.prisma.auditLog.findMany({ where: { actorId: viewer.userId } });
    expect(rows).toMatchObject([{ action: "events exported", outcome: "denied", companyId: null, chainIndex: null }]);
  });
});
