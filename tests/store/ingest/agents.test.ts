import { randomBytes } from "node:crypto";
import { type CompanyScope, scopeOfAgentKey } from "@/lib/access/scope";
import type { Viewer } from "@/lib/access/viewer";
import { newApiKey } from "@/lib/agents/api-key";
import { agentStore, findKey } from "@/lib/agents/store";
import type { Database } from "@/lib/db/database";
import { portalFor } from "@/lib/portal/portal";
import { event, post, startIngest } from "../../fixtures/agent-calls";
import { type AgentSeed, agentKeys, seedAgents } from "../../fixtures/agents";
import { describeOnEachEngine } from "../engines";

describeOnEachEngine("sites, keys and computers", (open) => {
  let db: Database;
  let seed: AgentSeed;
  let mine: CompanyScope;

  beforeAll(async () => {
    db = open();
    seed = await seedAgents(db);
    mine = scopeOfAgentKey({ companyId: seed.companyId });
    const { ingest } = startIngest(db);
    const events = ["A-1", "A-2", "A-3"].map((ComputerName) => event({ ComputerName }));
    await post(ingest, events);
    await post(ingest, event({ ComputerName: "B-1" }), { key: agentKeys.KEY_B });
  });

  test("only those of the scope are listed, and no key shows its hash", async () => {
    const store = agentStore(db, mine);
    expect((await store.sites()).map(({ companyId, name }) => [companyId, name])).toEqual([[seed.companyId, "HO"]]);
    const keys = await store.keys();
    expect(keys.map(({ label }) => label).sort()).toEqual(["DISABLED_KEY", "EXPIRED_KEY", "KEY", "KEY_NOCOMPANY"]);
    for (const secret of Object.values(agentKeys)) expect(JSON.stringify(keys)).not.toContain(secret);
    expect(Object.keys(keys[0] ?? {})).not.toContain("keyHash");
    expect((await store.computers()).map(({ computerName }) => computerName)).toEqual(["A-1", "A-2", "A-3"]);
  });

  test("a viewer is shown the keys of the companies they administer, not of those where they are a User", async () => {
    const other = seed.otherCompanyId;
    const viewer: Viewer = {
      userId: 1,
      sessionId: 1,
      username: "both",
      email: "both@example.test",
      globalRole: "User",
      mfaState: "ok",
      mustChangePassword: false,
      memberships: [
        { companyId: seed.companyId, role: "CompanyAdmin" },
        { companyId: other, role: "User" },
      ],
      stepUpAt: null,
    };
    const shown = async (role: Pick<Viewer, "globalRole"> | null = null) => {
      const portal = await portalFor({ ...viewer, ...role }, db, new Date());
      return new Set((await portal.agents.keys()).map(({ companyId }) => companyId));
    };
    expect(await shown()).toEqual(new Set([seed.companyId]));
    expect(await shown({ globalRole: "Admin" })).toEqual(new Set([seed.companyId, other]));
    const { agents } = await portalFor(viewer, db, new Date());
    expect(new Set((await agents.sites()).map(({ companyId }) => companyId))).toContain(other);
  });

  test("computers come in pages that continue where the last one ended", async () => {
    const store = agentStore(db, mine);
    const first = await store.computers({ size: 2 });
    const rest = await store.computers({ size: 2, after: first.at(-1) ?? null });
    expect([...first, ...rest].map(({ computer }) => computer)).toEqual(["a-1", "a-2", "a-3"]);
  });

  test("a new site has a name of its own in its company, a new key works at once", async () => {
    const secret = newApiKey(randomBytes);
    const siteId = await db.unitOfWork(async (tx) => {
      const store = agentStore(tx, mine);
      const { id } = await store.createSite({ companyId: seed.companyId, name: " Branch " });
      await store.createKey({ siteId: id, label: "first", createdBy: null }, secret);
      return id;
    });
    expect(await findKey(db, secret.keyHash, new Date())).toEqual({
      apiKeyId: expect.any(Number),
      siteId,
      companyId: seed.companyId,
      companyTimeZone: "Europe/London",
      state: "active",
    });
    const again = (name: string) =>
      db.unitOfWork((tx) => agentStore(tx, mine).createSite({ companyId: seed.companyId, name }));
    await expect(again("BRANCH")).rejects.toMatchObject({ code: "conflict" });
    await expect(again(" ")).rejects.toMatchObject({ code: "invalid" });
    await expect(again("x".repeat(129))).rejects.toMatchObject({ code: "invalid" });
  });

  test("nothing is made for a company or site outside the scope, nor outside a unit of work", async () => {
    const foreign = await db.prisma.site.findFirstOrThrow({ where: { companyId: seed.otherCompanyId } });
    const secret = newApiKey(randomBytes);
    await db.unitOfWork(async (tx) => {
      const store = agentStore(tx, mine);
      const site = store.createSite({ companyId: seed.otherCompanyId, name: "x" });
      await expect(site).rejects.toMatchObject({ code: "not_found" });
      const key = store.createKey({ siteId: foreign.id, label: "x", createdBy: null }, secret);
      await expect(key).rejects.toMatchObject({ code: "not_found" });
    });
    await expect(agentStore(db, mine).createSite({ companyId: seed.companyId, name: "x" })).rejects.toThrow(
      "unit of work",
    );
    expect(await findKey(db, secret.keyHash, new Date())).toBeNull();
  });
});
