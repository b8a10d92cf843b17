import { randomBytes } from "node:crypto";
import { verifyPassword } from "@/lib/auth/password-hash";
import type { Database } from "@/lib/db/database";
import { mostWaiting } from "@/lib/people/registration-store";
import { readInput } from "@/lib/portal/action-core";
import { registerForm } from "@/lib/portal/identity/account/forms";
import { register } from "@/lib/portal/identity/account/register";
import { addAllowedDomain, updateSettings } from "@/lib/settings/store";
import { describeOnEachEngine } from "../../engines";
import { deskAt, elsewhere, formOf } from "../desk";
import { after, deskOf, makeUser, refusalOf, signIn } from "../world";

const password = "a long and unheard of phrase";
const fresh = () => `reg-${randomBytes(6).toString("hex")}`;

describeOnEachEngine("asking for an account", (open) => {
  let desk: Awaited<ReturnType<typeof deskAt>>;

  const allow = (db: Database, restrictEmailDomains = false, allowRegistration = true) =>
    db.unitOfWork((tx) => updateSettings(tx, "registration", { allowRegistration, restrictEmailDomains }));

  beforeEach(async () => {
    await allow(open());
    // Limits of its own for each test.
    desk = await deskAt(open(), null, { facts: elsewhere });
  });

  type Fields = { username: string; email?: string; password?: string; repeat?: string };
  async function ask(given: Fields, at = desk): Promise<void> {
    const email = given.email ?? `${given.username}@example.test`;
    const typed = { password, repeat: given.password ?? password, ...given, email };
    const input = readInput(registerForm, formOf(typed));
    return register({ input, runtime: at.runtime, facts: at.facts, now: after(1) });
  }
  const find = (db: Database, username: string) =>
    db.prisma.user.findUnique({ where: { usernameFolded: username.toLowerCase() }, include: { memberships: true } });

  test("leaves somebody who waits: no company, the least role, and no way in", async () => {
    const db = open();
    const username = fresh();
    await ask({ username });
    const row = await find(db, username);
    expect(row).toMatchObject({ state: "pending", role: "User", memberships: [], mustChangePassword: false });
    expect(await verifyPassword(row?.passwordHash ?? "", password)).toBe(true);
    const absent = await refusalOf(signIn(deskOf(db), { login: fresh(), password }));
    expect(await refusalOf(signIn(deskOf(db), { login: username, password }))).toEqual(absent);
    const rows = await db.prisma.auditLog.findMany({ where: { targetId: String(row?.id) } });
    expect(rows).toMatchObject([
      { action: "registered", actorKind: "anonymous", ip: "203.0.113.9", outcome: "ok" },
      {},
    ]);
    expect(JSON.stringify(rows)).not.toContain(row?.passwordHash.slice(-20));
  });

  test("a taken name and a taken e-mail end in the same way, and change nothing", async () => {
    const db = open();
    const known = await makeUser(db);
    const before = await db.prisma.user.count();
    const free = await ask({ username: fresh() });
    expect(await ask({ username: known.username.toUpperCase(), email: `${fresh()}@example.test` })).toEqual(free);
    expect(await ask({ username: fresh(), email: known.email.toUpperCase() })).toEqual(free);
    await db.unitOfWork((tx) => tx.prisma.user.update({ where: { id: known.id }, data: { deletedAt: after(0) } }));
    expect(await ask({ username: known.username })).toEqual(free);
    expect(await db.prisma.user.count()).toBe(before + 1);
    const noise = await db.prisma.auditLog.findMany({ where: { action: { startsWith: "registration refused" } } });
    expect(noise.map((row) => [row.chainIndex, row.targetId])).toEqual(noise.map(() => [null, null]));
    expect(noise.reduce((sum, row) => sum + row.count, 0)).toBe(3);
    expect(JSON.stringify(noise)).not.toContain(known.username);
  });

  test("two who ask for the same name at once leave one row, and neither is told", async () => {
    const db = open();
    for (let round = 0; round < 3; round++) {
      const username = fresh();
      const unlimited = { ...desk, facts: { ...elsewhere, peer: null } };
      await Promise.all(
        Array.from({ length: 6 }, (_, n) => ask({ username, email: `${username}-${n}@example.test` }, unlimited)),
      );
      expect(await db.prisma.user.count({ where: { usernameFolded: username } })).toBe(1);
    }
  });

  test("is closed unless the settings open it", async () => {
    const db = open();
    await allow(db, false, false);
    const username = fresh();
    expect(await refusalOf(ask({ username }))).toMatchObject({ code: "not_found" });
    expect(await find(db, username)).toBeNull();
  });

  test("only addresses of the listed domains, however they are written", async () => {
    const db = open();
    await allow(db, true);
    const domain = `${fresh()}.example`;
    await db.unitOfWork((tx) => addAllowedDomain(tx, domain));
    const peerless = { ...desk, facts: { ...elsewhere, peer: null } };
    for (const email of [
      `ana@sub.${domain}`,
      `ana@${domain}.evil.test`,
      `ana@evil.test`,
      `"ana@${domain}"@evil.test`,
      `ana@x${domain}`,
    ]) {
      const refusal = await refusalOf(ask({ username: fresh(), email }, peerless));
      expect([email, refusal]).toEqual([
        email,
        expect.objectContaining({ code: "invalid", fields: expect.objectContaining({ email: expect.any(String) }) }),
      ]);
    }
    const username = fresh();
    await ask({ username, email: `ana.${username}@${domain.toUpperCase()}` }, peerless);
    expect(await find(db, username)).not.toBeNull();
  });

  test.each([
    ["short", { password: "short", repeat: "short" }, "password"],
    ["common", { password: "passwordpassword", repeat: "passwordpassword" }, "password"],
    [
      "the name in it",
      { username: "wilhelmina", password: "my wilhelmina phrase", repeat: "my wilhelmina phrase" },
      "password",
    ],
    ["not typed twice", { repeat: "something else altogether" }, "repeat"],
    ["a name like an e-mail", { username: "ana@example.test" }, "username"],
    ["no e-mail", { email: "ana" }, "email"],
  ] as const)("what is wrong with the form itself is said: %s", async (_what, change, field) => {
    const refusal = await refusalOf(ask({ username: fresh(), ...change }));
    expect(refusal).toMatchObject({ code: "invalid", fields: { [field]: expect.any(String) } });
  });

  test("an address has a few tries, taken names or not", async () => {
    const db = open();
    const known = await makeUser(db);
    for (let n = 0; n < 5; n++) await ask({ username: n % 2 === 0 ? known.username : fresh() });
    const username = fresh();
    expect(await refusalOf(ask({ username }))).toMatchObject({ code: "too_many_requests" });
    expect(await find(db, username)).toBeNull();
    await ask({ username: fresh() }, { ...desk, facts: { ...elsewhere, peer: "198.51.100.7" } });
  });
});

describeOnEachEngine("a portal that strangers pour registrations into", (open) => {
  test("takes a thousand, and says so to the next whoever they are", async () => {
    const db = open();
    await db.unitOfWork((tx) =>
      updateSettings(tx, "registration", { allowRegistration: true, restrictEmailDomains: false }),
    );
    const known = await makeUser(db);
    await db.unitOfWork((tx) =>
      tx.prisma.user.createMany({
        data: Array.from({ length: mostWaiting }, (_, n) => ({
          username: `w${n}`,
          usernameFolded: `w${n}`,
          email: `w${n}@example.test`,
          emailFolded: `w${n}@example.test`,
          passwordHash: "x",
          state: "pending",
        })),
      }),
    );
    const { runtime, facts } = await deskAt(db, null, { facts: elsewhere });
    const ask = (username: string) => {
      const form = formOf({ username, email: `${username}@example.test`, password, repeat: password });
      return refusalOf(register({ input: readInput(registerForm, form), runtime, facts, now: after(1) }));
    };
    const refusal = await ask(fresh());
    expect(refusal).toMatchObject({ code: "unavailable" });
    expect(await ask(known.username)).toEqual(refusal);
  });
});
