import { performChange } from "@/lib/portal/action-core";
import { readInvitation } from "@/lib/portal/identity/join";
import { describeOnEachEngine } from "../engines";
import { deskAt, elsewhere, enter, formOf } from "../identity/desk";
import { after, deskOf, makeCompany, makeUser, refusalOf, signIn } from "../identity/world";
import { accept, act, dead, decline, goodPassword, joinAs, look, newEmail, renew, stage } from "./invitations-world";

describeOnEachEngine("joining by invitation", (open) => {
  test("a code shows the same too, until somebody tries to make the account that is there", async () => {
    const db = open();
    const { companyId, send, membersNow } = await stage(db);
    const stranger = await makeUser(db);
    const known = await send(stranger.email);
    const unknown = await send(newEmail());
    expect({ ...(await look(db, known.code)), email: "" }).toEqual({ ...(await look(db, unknown.code)), email: "" });
    expect(await refusalOf(joinAs(db, known.code))).toMatchObject({
      code: "conflict",
      message: expect.stringContaining("Sign in"),
    });
    expect(await membersNow()).toBe(1);
    expect(await db.prisma.auditLog.count({ where: { companyId, action: "joined by invitation" } })).toBe(0);
  });

  test("a stranger's account is never pulled in: it joins by its own hand, with the code and as the invited e-mail", async () => {
    const db = open();
    const { companyId, boss, send, listed, membersNow } = await stage(db);
    const stranger = await makeUser(db, { memberOf: [{ companyId: await makeCompany(db), role: "CompanyAdmin" }] });
    const other = await makeUser(db);
    const { code } = await send(stranger.email);
    expect(await refusalOf(act(db, other, accept, { code }))).toMatchObject({ code: "conflict" });
    expect(await refusalOf(act(db, boss, accept, { code }))).toMatchObject({ code: "conflict" });
    expect(await refusalOf(act(db, stranger, accept, { code: "A".repeat(43) }))).toMatchObject(dead);
    expect(await membersNow()).toBe(1);
    await expect(act(db, stranger, accept, { code: `https://portal.example/join#${code}` })).resolves.toEqual({
      companyId,
    });
    expect(await listed()).toEqual([]);
    const membership = await db.prisma.membership.findFirst({ where: { companyId, userId: stranger.id } });
    expect(membership?.role).toBe("User");
    const rows = await db.prisma.auditLog.findMany({ where: { companyId, action: "invitation accepted" } });
    expect(rows).toMatchObject([{ actorId: stranger.id, targetId: String(stranger.id) }]);
    expect(await refusalOf(act(db, stranger, accept, { code }))).toMatchObject(dead);
  });

  test("whoever has no account makes one, of the invited e-mail and role", async () => {
    const db = open();
    const { companyId, send } = await stage(db);
    const email = newEmail();
    const { code } = await send(email.toUpperCase(), { role: "CompanyAdmin", username: "proposed" });
    expect(await look(db, code)).toMatchObject({ email, role: "CompanyAdmin", username: "proposed" });
    const taken = await makeUser(db);
    expect(await refusalOf(joinAs(db, code, { username: taken.username.toUpperCase() }))).toMatchObject({
      fields: { username: expect.any(String) },
    });
    expect(await refusalOf(joinAs(db, code, { password: "short" }))).toMatchObject({
      fields: { password: expect.any(String) },
    });
    const { username } = await joinAs(db, code);
    const user = await db.prisma.user.findFirstOrThrow({ where: { username }, include: { memberships: true } });
    expect(user).toMatchObject({ email, role: "User", state: "active", mustChangePassword: false });
    expect(user.memberships).toMatchObject([{ companyId, role: "CompanyAdmin" }]);
    const { token } = await signIn(deskOf(db), { login: username, password: goodPassword });
    expect(await deskAt(db, token)).toMatchObject({ current: { viewer: { username } } });
    expect(await refusalOf(joinAs(db, code))).toMatchObject(dead);
  });

  test("fifty who accept at once: one joins", async () => {
    const db = open();
    const { companyId, send } = await stage(db);
    const guest = await makeUser(db);
    const { code } = await send(guest.email);
    const desk = await deskAt(db, await enter(db, guest.username), { facts: { ...elsewhere, peer: null } });
    const tries = await Promise.allSettled(
      Array.from({ length: 50 }, () => performChange(desk, accept, formOf({ code }))),
    );
    expect(tries.filter((entry) => entry.status === "fulfilled")).toHaveLength(1);
    expect(await db.prisma.membership.count({ where: { companyId, userId: guest.id } })).toBe(1);
    expect(await db.prisma.auditLog.count({ where: { companyId, action: "invitation accepted" } })).toBe(1);
  }, 60_000);

  test("five new accounts at once from one code: one is made", async () => {
    const db = open();
    const { companyId, send, membersNow } = await stage(db);
    const { code } = await send(newEmail());
    const tries = await Promise.allSettled(Array.from({ length: 5 }, () => joinAs(db, code)));
    expect(tries.filter((entry) => entry.status === "fulfilled")).toHaveLength(1);
    expect(await membersNow()).toBe(2);
    expect(await db.prisma.auditLog.count({ where: { companyId, action: "joined by invitation" } })).toBe(1);
  }, 60_000);

  test("an Admin joins only where a GlobalAdmin invites: they rank as Admin there", async () => {
    const db = open();
    const { companyId, boss, send, listed } = await stage(db);
    const admin = await makeUser(db, { role: "Admin" });
    const { code } = await send(admin.email);
    expect(await refusalOf(act(db, admin, accept, { code }))).toMatchObject({ code: "conflict" });
    const global = await makeUser(db, { role: "GlobalAdmin" });
    const [row] = await listed();
    const renewed = await act(db, global, renew, { invitationId: row?.id ?? 0 });
    await expect(act(db, admin, accept, { code: renewed.code })).resolves.toEqual({ companyId });
    expect(boss.id).not.toBe(admin.id);
  });

  test("declining ends it, and the company sees that", async () => {
    const db = open();
    const { companyId, send, listed } = await stage(db);
    const guest = await makeUser(db);
    const { code } = await send(guest.email);
    expect(await refusalOf(act(db, await makeUser(db), decline, { code }))).toMatchObject({ code: "conflict" });
    await act(db, guest, decline, { code });
    expect(await listed()).toEqual([]);
    expect(await db.prisma.auditLog.count({ where: { companyId, action: "invitation declined" } })).toBe(1);
    expect(await refusalOf(act(db, guest, accept, { code }))).toMatchObject(dead);
  });

  test("guesses take from the limit of the address, and are noted", async () => {
    const db = open();
    const { send } = await stage(db);
    const { code } = await send(newEmail());
    const { runtime } = await deskAt(db, null);
    const desk = { runtime, facts: { ...elsewhere, peer: "198.51.100.77" }, now: after(2) };
    for (let n = 0; n < 10; n++)
      expect(await refusalOf(readInvitation(desk, { code: "w".repeat(43) }))).toMatchObject(dead);
    expect(await refusalOf(readInvitation(desk, { code }))).toMatchObject({ code: "too_many_requests" });
    const noise = await db.prisma.auditLog.findMany({ where: { ip: "198.51.100.77", action: "invitation refused" } });
    expect(noise.map((row) => [row.outcome, row.count, row.companyId]).sort()).toEqual([
      ["denied", 1, null],
      ["failed", 10, null],
    ]);
  });
});
