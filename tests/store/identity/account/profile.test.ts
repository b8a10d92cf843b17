import { randomBytes } from "node:crypto";
import type { Database } from "@/lib/db/database";
import { profileStore } from "@/lib/people/profile-store";
import { type Desk, performChange } from "@/lib/portal/action-core";
import { preferencesForm, profileForm } from "@/lib/portal/identity/account/forms";
import { preferencesChange, profileEdit } from "@/lib/portal/identity/account/profile";
import { addAllowedDomain, updateSettings } from "@/lib/settings/store";
import { describeOnEachEngine } from "../../engines";
import { deskAt, enter, formOf } from "../desk";
import { after, deskOf, makeUser, refusalOf, signIn } from "../world";

const edit = { may: "self.edit", input: profileForm, ...profileEdit } as const;
const prefer = { may: "self.preferences", input: preferencesForm, ...preferencesChange } as const;
const fresh = () => `name-${randomBytes(6).toString("hex")}`;

describeOnEachEngine("one's own profile", (open) => {
  async function begin(now = after(1)) {
    const db = open();
    const user = await makeUser(db);
    return { db, user, desk: await deskAt(db, await enter(db, user.username), { now }) };
  }
  const save = (desk: Desk, fields: { username: string; email: string }) => performChange(desk, edit, formOf(fields));
  const rowOf = (db: Database, id: number) => db.prisma.user.findUniqueOrThrow({ where: { id } });

  test("a new name and e-mail hold at once, also at the door, and the trail tells both", async () => {
    const { db, user, desk } = await begin();
    const username = `${fresh()}-Ä`;
    const email = `${fresh()}@Example.test`;
    await save(desk, { username, email });
    expect(await rowOf(db, user.id)).toMatchObject({
      username,
      usernameFolded: username.toLowerCase(),
      email,
      emailFolded: email.toLowerCase(),
    });
    await expect(signIn(deskOf(db), { login: email.toUpperCase() })).resolves.toMatchObject({ userId: user.id });
    expect(await refusalOf(signIn(deskOf(db), { login: user.username }))).toMatchObject({ code: "invalid" });
    const [row] = await db.prisma.auditLog.findMany({ where: { action: "own profile changed", actorId: user.id } });
    expect(JSON.parse(row?.changes ?? "")).toEqual({
      username: [user.username, username],
      email: [user.email, email],
    });
  });

  test("one's own name in another case is not taken", async () => {
    const { db, user, desk } = await begin();
    await save(desk, { username: user.username.toUpperCase(), email: user.email });
    expect((await rowOf(db, user.id)).username).toBe(user.username.toUpperCase());
  });

  test("it wants a fresh proof of the password", async () => {
    const { desk, user } = await begin(after(6));
    expect(await refusalOf(save(desk, { username: fresh(), email: user.email }))).toMatchObject({
      code: "step_up_required",
    });
  });

  test("a taken name and a taken e-mail are refused in one voice, and it is written down who tried", async () => {
    const { db, user, desk } = await begin();
    const [other, deleted] = [await makeUser(db), await makeUser(db)];
    await db.unitOfWork((tx) => tx.prisma.user.update({ where: { id: deleted.id }, data: { deletedAt: after(0) } }));
    const byName = await refusalOf(save(desk, { username: other.username.toUpperCase(), email: user.email }));
    expect(byName).toMatchObject({ code: "conflict", fields: undefined });
    expect(await refusalOf(save(desk, { username: user.username, email: other.email }))).toEqual(byName);
    expect(await refusalOf(save(desk, { username: deleted.username, email: user.email }))).toEqual(byName);
    expect(await rowOf(db, user.id)).toMatchObject({ username: user.username, email: user.email });
    const noise = await db.prisma.auditLog.findMany({ where: { actorId: user.id, outcome: "failed" } });
    expect(noise).toMatchObject([{ action: "profile change refused", count: 3, chainIndex: null }]);
    expect(JSON.stringify(noise)).not.toContain(other.username);
  });

  test("trying names out ends after ten in an hour", async () => {
    const { db, user, desk } = await begin();
    const other = await makeUser(db);
    const attempt = () => refusalOf(save(desk, { username: other.username, email: user.email }));
    for (let n = 0; n < 10; n++) expect(await attempt()).toMatchObject({ code: "conflict" });
    expect(await attempt()).toMatchObject({ code: "too_many_requests" });
    const free = save(desk, { username: fresh(), email: user.email });
    expect(await refusalOf(free)).toMatchObject({ code: "too_many_requests" });
  });

  test("of two who take one name at once, one has it and the other hears that it cannot be used", async () => {
    const [a, b] = [await begin(), await begin()];
    const username = fresh();
    const answers = await Promise.all(
      [a, b].map(({ desk, user }) =>
        save(desk, { username, email: user.email }).then(
          () => "saved",
          (error: { code: string }) => error.code,
        ),
      ),
    );
    expect(answers.sort()).toEqual(["conflict", "saved"]);
  });

  test("a new address must be one that could register; who is here already stays", async () => {
    const { db, user, desk } = await begin();
    const domain = `${fresh()}.example`;
    await db.unitOfWork(async (tx) => {
      await addAllowedDomain(tx, domain);
      await updateSettings(tx, "registration", { allowRegistration: false, restrictEmailDomains: true });
    });
    await save(desk, { username: fresh(), email: user.email });
    const refusal = await refusalOf(save(desk, { username: fresh(), email: `${fresh()}@evil.test` }));
    expect(refusal).toMatchObject({ code: "invalid", fields: { email: expect.any(String) } });
    await save(desk, { username: fresh(), email: `${fresh()}@${domain}` });
    await db.unitOfWork((tx) =>
      updateSettings(tx, "registration", { allowRegistration: false, restrictEmailDomains: false }),
    );
  });

  test("theme and language of dates stand on the account, and need no proof", async () => {
    const { db, user, desk } = await begin(after(30));
    await performChange(desk, prefer, formOf({ theme: "system", locale: "de" }));
    expect(await profileStore(db, { userId: user.id, sessionId: 0 }).read()).toMatchObject({
      theme: "system",
      locale: "de",
    });
    await performChange(desk, prefer, formOf({ theme: "system", locale: "iso" }));
    expect(await rowOf(db, user.id)).toMatchObject({ theme: "system", locale: null });
    const rows = await db.prisma.auditLog.findMany({
      where: { action: "own preferences changed", actorId: user.id },
      orderBy: { id: "asc" },
    });
    expect(rows.map((row) => JSON.parse(row.changes))).toEqual([
      { theme: [null, "system"], locale: [null, "de"] },
      { locale: ["de", null] },
    ]);
  });

  test("a form of a viewer who has something else to do first changes nothing", async () => {
    const { db, user, desk } = await begin();
    const current = desk.current && { ...desk.current, viewer: { ...desk.current.viewer, mfaState: "enrol" as const } };
    const attempt = save({ ...desk, current }, { username: fresh(), email: user.email });
    expect(await refusalOf(attempt)).toMatchObject({ code: "not_signed_in" });
    expect((await rowOf(db, user.id)).username).toBe(user.username);
  });
});
