import { narrow, scopeOfAgentKey } from "@/lib/access/scope";
import { invitationStore } from "@/lib/people/invitation-store";
import { addAllowedDomain, updateSettings } from "@/lib/settings/store";
import { describeOnEachEngine } from "../engines";
import { after, makeCompany, makeUser, refusalOf } from "../identity/world";
import { act, dead, invite, joinAs, look, newEmail, renew, stage, withdraw } from "./invitations-world";

describeOnEachEngine("invitations", (open) => {
  test("answer, list and trail are the same whether or not the e-mail has an account", async () => {
    const db = open();
    const { companyId, send, listed, membersNow } = await stage(db);
    const stranger = await makeUser(db, { memberOf: [{ companyId: await makeCompany(db), role: "User" }] });
    const emails = [stranger.email, `nobody-${stranger.username}@example.test`];
    const answers = [await send(emails[0] ?? ""), await send(emails[1] ?? "")];
    const shapes = answers.map(({ code, email, ...rest }) => ({
      ...rest,
      code: code.length,
      email: emails.indexOf(email),
    }));
    expect(shapes).toEqual([0, 1].map((email) => ({ companyId, hours: 72, code: 43, email })));

    const rows = (await listed()).map(({ id: _, email, ...row }) => ({ ...row, email: emails.includes(email) }));
    expect(rows).toHaveLength(2);
    expect(rows[0]).toEqual(rows[1]);
    expect(await membersNow()).toBe(1);

    // The columns of a row that its entry decides: what an administrator can see of it, but for its place in the chain.
    const made = await db.prisma.auditLog.findMany({
      where: { companyId, action: "invitation made" },
      select: {
        at: true,
        actorName: true,
        ip: true,
        action: true,
        outcome: true,
        targetKind: true,
        targetLabel: true,
        changes: true,
      },
    });
    const shown = made.map(({ targetLabel, ...row }) => ({ ...row, target: emails.includes(targetLabel ?? "") }));
    expect(shown).toHaveLength(2);
    expect(shown[0]).toEqual(shown[1]);
    const stored =
      JSON.stringify(await db.prisma.auditLog.findMany()) + JSON.stringify(await db.prisma.invitation.findMany());
    for (const { code } of answers) expect(stored).not.toContain(code);
  });

  test("wrong, used, withdrawn, renewed and expired codes say the same; a renewed one lives 72 hours from then", async () => {
    const db = open();
    const { boss, send, listed } = await stage(db);
    const first = await send(newEmail());
    const [row] = await listed();
    const invitationId = row?.id ?? 0;
    const second = await act(db, boss, renew, { invitationId }, 2);
    expect(second.code).not.toBe(first.code);
    for (const code of [first.code, "", "x".repeat(43), "ü\0"])
      expect(await refusalOf(look(db, code))).toMatchObject(dead);
    await expect(look(db, second.code, 72 * 60 + 1)).resolves.toBeDefined();
    expect(await refusalOf(look(db, second.code, 72 * 60 + 2))).toMatchObject(dead);
    expect(await refusalOf(joinAs(db, second.code, { minutes: 72 * 60 + 2 }))).toMatchObject(dead);
    await act(db, boss, withdraw, { invitationId });
    expect(await refusalOf(look(db, second.code))).toMatchObject(dead);
    expect(await refusalOf(act(db, boss, renew, { invitationId }))).toMatchObject({ code: "not_found" });
    const used = await send(newEmail());
    await joinAs(db, used.code);
    expect(await refusalOf(look(db, used.code))).toMatchObject(dead);
  });

  test("an invitation is as good as whoever made it, and a deleted company takes nobody in", async () => {
    const db = open();
    const { companyId, boss, send, listed } = await stage(db);
    await makeUser(db, { memberOf: [{ companyId, role: "CompanyAdmin" }] });
    const { code } = await send(newEmail());
    const { code: high } = await send(newEmail(), { role: "CompanyAdmin" });
    const set = (data: { state?: string; deletedAt?: Date | null }) =>
      db.unitOfWork((tx) => tx.prisma.user.update({ where: { id: boss.id }, data }));
    const rank = (role: string) =>
      db.unitOfWork((tx) => tx.prisma.membership.updateMany({ where: { userId: boss.id, companyId }, data: { role } }));

    await set({ state: "disabled" });
    expect((await listed()).map((row) => row.state)).toEqual(["void", "void"]);
    expect(await refusalOf(look(db, code))).toMatchObject(dead);
    await set({ state: "active" });
    await set({ deletedAt: after(1) });
    expect(await refusalOf(joinAs(db, code))).toMatchObject(dead);
    await set({ deletedAt: null });
    await rank("User");
    expect(await refusalOf(look(db, code))).toMatchObject(dead);
    await rank("CompanyAdmin");
    await expect(look(db, high)).resolves.toMatchObject({ role: "CompanyAdmin" });
    await db.unitOfWork((tx) =>
      tx.prisma.company.updateMany({ where: { id: companyId }, data: { deletedAt: after(1) } }),
    );
    expect(await refusalOf(look(db, code))).toMatchObject(dead);
    expect(await refusalOf(joinAs(db, code))).toMatchObject(dead);
  });

  test("one invitation for an e-mail at a time, none for a member, and an expired one makes room", async () => {
    const db = open();
    const { companyId, send, listed } = await stage(db);
    const email = newEmail();
    const { code } = await send(email);
    expect(await refusalOf(send(email.toUpperCase()))).toMatchObject({
      code: "conflict",
      fields: { email: expect.any(String) },
    });
    const guest = await makeUser(db, { memberOf: [{ companyId, role: "User" }] });
    expect(await refusalOf(send(guest.email))).toMatchObject({ code: "conflict" });
    await db.unitOfWork((tx) =>
      tx.prisma.invitation.updateMany({ where: { companyId }, data: { expiresAt: after(0) } }),
    );
    expect((await listed()).map((row) => row.state)).toEqual(["expired"]);
    await send(email);
    expect((await listed()).map((row) => row.state)).toEqual(["open"]);
    expect(await refusalOf(look(db, code))).toMatchObject(dead);
    expect(await refusalOf(send("not an address"))).toMatchObject({ code: "invalid" });
  });

  test("a domain that is not on the list is refused, when inviting and when the account is made", async () => {
    const db = open();
    const { send } = await stage(db);
    const restrict = (restrictEmailDomains: boolean) =>
      db.unitOfWork((tx) => updateSettings(tx, "registration", { allowRegistration: false, restrictEmailDomains }));
    const { code } = await send(newEmail());
    await db.unitOfWork((tx) => addAllowedDomain(tx, "acme.test"));
    await restrict(true);
    try {
      const stranger = await makeUser(db);
      const refused = await refusalOf(send(stranger.email));
      expect(refused).toMatchObject({ code: "invalid", fields: { email: expect.stringContaining("domain") } });
      expect(await refusalOf(send(newEmail()))).toEqual(refused);
      expect(await refusalOf(send("ana@sub.acme.test"))).toEqual(refused);
      expect(await refusalOf(joinAs(db, code))).toEqual(refused);
      await expect(send(`ana${stranger.id}@ACME.test`)).resolves.toBeDefined();
    } finally {
      await restrict(false);
    }
  });

  test("foreign invitations are as good as absent, users invite nobody, and a CompanyAdmin only with a fresh proof", async () => {
    const db = open();
    const { companyId, boss, send } = await stage(db);
    const foreign = await stage(db);
    await foreign.send(newEmail());
    const [row] = await foreign.listed();
    const theirs = { invitationId: row?.id ?? 0 };
    const none = { invitationId: 999_999 };
    const absent = await refusalOf(act(db, boss, renew, none));
    expect(absent).toMatchObject({ code: "not_found" });
    expect(await refusalOf(act(db, boss, renew, theirs))).toEqual(absent);
    expect(await refusalOf(act(db, boss, withdraw, theirs))).toEqual(await refusalOf(act(db, boss, withdraw, none)));
    expect(await foreign.listed()).toHaveLength(1);
    const elsewhereForm = { companyId: foreign.companyId, email: newEmail(), role: "User" };
    expect(await refusalOf(act(db, boss, invite, elsewhereForm))).toMatchObject({ code: "not_found" });
    const user = await makeUser(db, { memberOf: [{ companyId, role: "User" }] });
    expect(await refusalOf(act(db, user, invite, { ...elsewhereForm, companyId }))).toMatchObject({
      code: "forbidden",
    });
    expect(await refusalOf(send(newEmail(), { role: "CompanyAdmin" }, 6))).toMatchObject({ code: "step_up_required" });
    await expect(send(newEmail(), {}, 6)).resolves.toBeDefined();
    expect(
      await invitationStore(db, narrow(scopeOfAgentKey({ companyId }), foreign.companyId)).list(
        foreign.companyId,
        after(1),
      ),
    ).toEqual([]);
  });
});
