import { scopeOfViewer } from "@/lib/access/scope";
import type { NewCompany, NewUser } from "@/lib/people/schema";
import { installationPeople, peopleStore } from "@/lib/people/store";
import { describeOnEachEngine } from "../engines";

const newUser: NewUser = {
  username: "Ana",
  email: "Ana@Example.com",
  passwordHash: "none",
  role: "User",
  state: "active",
  mustChangePassword: false,
};
const newCompany: NewCompany = { name: "Acme", description: "", timeZone: "UTC", firstSiteName: "HO" };

/** As GlobalAdmin's scope over exactly these companies. */
const scopeOver = (...companyIds: number[]) =>
  scopeOfViewer({ globalRole: "GlobalAdmin", memberships: [] }, companyIds);

describeOnEachEngine("people", (open) => {
  let acme: number;
  let other: number;
  let deleted: number;

  beforeAll(async () => {
    await open().unitOfWork(async (tx) => {
      const people = installationPeople(tx);
      acme = (await people.createCompany({ ...newCompany, name: " Acme " })).companyId;
      other = (await people.createCompany({ ...newCompany, name: "Other" })).companyId;
      deleted = (await people.createCompany({ ...newCompany, name: "Deleted" })).companyId;
      await tx.prisma.company.updateMany({ where: { id: deleted }, data: { deletedAt: new Date(0) } });
      const ana = await people.createUser(newUser);
      const bob = await people.createUser({ ...newUser, username: "bob", email: "bob@example.com", role: "Admin" });
      const gone = await people.createUser({ ...newUser, username: "gone", email: "gone@example.com" });
      const eve = await people.createUser({ ...newUser, username: "eve", email: "eve@example.com" });
      await tx.prisma.user.updateMany({ where: { id: gone.id }, data: { deletedAt: new Date(0) } });
      await people.addMember({ userId: ana.id, companyId: acme, role: "CompanyAdmin" });
      await people.addMember({ userId: bob.id, companyId: acme, role: "User" });
      await people.addMember({ userId: gone.id, companyId: acme, role: "User" });
      await people.addMember({ userId: ana.id, companyId: deleted, role: "User" });
      await people.addMember({ userId: eve.id, companyId: other, role: "User" });
    });
  });

  test("companies of the scope, by name, without deleted ones", async () => {
    const names = async (...ids: number[]) =>
      (await peopleStore(open(), scopeOver(...ids)).list()).map((company) => company.name);
    expect(await names(other, acme, deleted)).toEqual(["Acme", "Other"]);
    expect(await names(acme)).toEqual(["Acme"]);
    expect(await names()).toEqual([]);
    expect(await installationPeople(open()).liveCompanyIds()).toEqual([acme, other]);
  });

  test("a company outside the scope looks like one that does not exist", async () => {
    const people = peopleStore(open(), scopeOver(acme, deleted));
    expect(await people.find(acme)).toMatchObject({ name: "Acme", timeZone: "UTC", staleAfterSeconds: 900 });
    expect(await people.find(other)).toBeNull();
    expect(await people.find(deleted)).toBeNull();
    expect(await people.find(999_999)).toBeNull();
    expect(await people.members(other)).toEqual([]);
    expect(await people.members(deleted)).toEqual([]);
  });

  test("members of a company, by name, without deleted users and without their hashes", async () => {
    const members = await peopleStore(open(), scopeOver(acme)).members(acme);
    expect(members.map((member) => [member.username, member.role, member.globalRole, member.state])).toEqual([
      ["Ana", "CompanyAdmin", "User", "active"],
      ["bob", "User", "Admin", "active"],
    ]);
    expect(JSON.stringify(members)).not.toContain("none");
  });

  test.each(["ana", "ANA", " Ana ", "ana@example.com", "ANA@EXAMPLE.COM", "ＡＮＡ"])(
    "signs in as %j",
    async (typed) => {
      expect(await installationPeople(open()).findUserForSignIn(typed)).toMatchObject({
        username: "Ana",
        state: "active",
      });
    },
  );

  test.each(["", "an", "ana%", "gone", "gone@example.com", "nobody"])("nobody signs in as %j", async (typed) => {
    expect(await installationPeople(open()).findUserForSignIn(typed)).toBeNull();
  });

  test("a state the product does not know lets nobody in", async () => {
    const db = open();
    await db.unitOfWork((tx) =>
      tx.prisma.user.updateMany({ where: { username: "eve" }, data: { state: "odd", role: "Odd" } }),
    );
    expect(await installationPeople(db).findUserForSignIn("eve")).toMatchObject({
      state: "disabled",
      globalRole: "User",
    });
  });

  test.each([
    ["name", { username: "ANA", email: "new@example.com" }],
    ["e-mail", { username: "new", email: "ANA@example.com" }],
    ["name of a deleted user", { username: "Gone", email: "new@example.com" }],
  ])("a taken %s is a conflict", async (_, change) => {
    const making = open().unitOfWork((tx) => installationPeople(tx).createUser({ ...newUser, ...change }));
    await expect(making).rejects.toMatchObject({ code: "conflict" });
  });

  test("of ten at once with one name only one is made", async () => {
    const make = () =>
      open().unitOfWork((tx) =>
        installationPeople(tx).createUser({ ...newUser, username: "twin", email: "twin@example.com" }),
      );
    const results = await Promise.allSettled(Array.from({ length: 10 }, make));
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    expect(await open().prisma.user.count({ where: { usernameFolded: "twin" } })).toBe(1);
  });

  test("a taken company name is a conflict, a bad one invalid", async () => {
    const make = (change: Partial<NewCompany>) =>
      open().unitOfWork((tx) => installationPeople(tx).createCompany({ ...newCompany, ...change }));
    await expect(make({ name: "ACME" })).rejects.toMatchObject({ code: "conflict" });
    await expect(make({ name: "deleted" })).rejects.toMatchObject({ code: "conflict" });
    await expect(make({ name: "" })).rejects.toMatchObject({
      code: "invalid",
      fields: { name: "1 to 128 characters" },
    });
  });

  test("a second membership in one company is a conflict", async () => {
    const { id } = await open().prisma.user.findFirstOrThrow({ where: { username: "bob" } });
    const joining = open().unitOfWork((tx) =>
      installationPeople(tx).addMember({ userId: id, companyId: acme, role: "CompanyAdmin" }),
    );
    await expect(joining).rejects.toMatchObject({ code: "conflict" });
  });

  test("are written only inside a unit of work", async () => {
    const people = installationPeople(open());
    await expect(people.createUser(newUser)).rejects.toThrow("unit of work");
    await expect(people.createCompany(newCompany)).rejects.toThrow("unit of work");
    await expect(people.addMember({ userId: 1, companyId: acme, role: "User" })).rejects.toThrow("unit of work");
  });
});
