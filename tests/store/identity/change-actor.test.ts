import type { z } from "zod";
import type { Database } from "@/lib/db/database";
import { type ChangeDefinition, type Desk, performChange } from "@/lib/portal/action-core";
import { saveGroup } from "@/lib/portal/installation/settings";
import { settingsForms } from "@/lib/portal/installation/settings-forms";
import { changeTimeZone } from "@/lib/portal/people/companies";
import { createKey, disableKey } from "@/lib/portal/sites/key-changes";
import { createSite } from "@/lib/portal/sites/site-changes";
import { describeOnEachEngine } from "../engines";
import { invite } from "../people/invitations-world";
import { anyName, makePlace, type Place, sitDown } from "../sites/desk";
import { formOf } from "./desk";
import { refusalOf } from "./world";

type Actor = Awaited<ReturnType<typeof sitDown>>;
type Scene = { db: Database; place: Place; keyId: string; actor: Actor };

const sessions = { may: "installation.settings", input: settingsForms.sessions, run: saveGroup("sessions") } as const;

const sent = <S extends z.ZodType, P, T>(
  desk: Desk,
  definition: ChangeDefinition<S, P, T>,
  fields: Record<string, string>,
): Promise<T> => performChange(desk, definition, formOf(fields));

/** Acts of several rooms, and whose they are. */
const changes: Record<string, { as: "CompanyAdmin" | "GlobalAdmin"; act: (scene: Scene) => Promise<unknown> }> = {
  "make a key": {
    as: "CompanyAdmin",
    act: ({ actor, place }) => sent(actor, createKey, { siteId: String(place.siteId), label: "Desk", lastDay: "" }),
  },
  "disable a key": {
    as: "CompanyAdmin",
    act: ({ actor, keyId }) => sent(actor, disableKey, { keyId }),
  },
  "make a site": {
    as: "CompanyAdmin",
    act: ({ actor, place }) => sent(actor, createSite, { companyId: String(place.companyId), name: anyName("Site") }),
  },
  "edit options of the company": {
    as: "CompanyAdmin",
    act: ({ actor, place }) =>
      sent(actor, changeTimeZone, { companyId: String(place.companyId), timeZone: "Europe/London" }),
  },
  invite: {
    as: "CompanyAdmin",
    act: ({ actor, place }) =>
      sent(actor, invite, { companyId: String(place.companyId), email: "new@example.test", role: "User" }),
  },
  "change settings": {
    as: "GlobalAdmin",
    act: ({ actor }) => sent(actor, sessions, { sessionIdleMinutes: "45", sessionHours: "10", rememberDays: "7" }),
  },
};

/** What takes the right away while the form is on its way. */
const ends: Record<string, (scene: Scene) => Promise<unknown>> = {
  demoted: ({ db, actor: { userId } }) =>
    db.unitOfWork(async (tx) => {
      await tx.prisma.user.update({ where: { id: userId }, data: { role: "User" } });
      await tx.prisma.membership.updateMany({ where: { userId }, data: { role: "User" } });
    }),
  disabled: ({ db, actor: { userId } }) =>
    db.unitOfWork((tx) => tx.prisma.user.update({ where: { id: userId }, data: { state: "disabled" } })),
  deleted: ({ db, actor: { userId, now } }) =>
    db.unitOfWork((tx) => tx.prisma.user.update({ where: { id: userId }, data: { deletedAt: now } })),
  "taken out of the company": ({ db, actor: { userId } }) =>
    db.unitOfWork((tx) => tx.prisma.membership.deleteMany({ where: { userId } })),
  "signed out": ({ db, actor: { userId } }) =>
    db.unitOfWork((tx) => tx.prisma.session.deleteMany({ where: { userId } })),
};

const cases = Object.keys(changes).flatMap((change) => Object.keys(ends).map((end) => [end, change] as const));

describeOnEachEngine("an administrator whose rights go while a form is on its way", (open) => {
  async function sceneOf(as: "CompanyAdmin" | "GlobalAdmin"): Promise<Scene> {
    const db = open();
    const place = await makePlace(db);
    const owner = await sitDown(db, { in: place.companyId });
    const { keyId } = await sent(owner, createKey, { siteId: String(place.siteId), label: "First", lastDay: "" });
    const role = as === "GlobalAdmin" ? as : "User";
    const actor = await sitDown(db, { in: place.companyId, role });
    return { db, place, keyId: String(keyId), actor };
  }

  const done = ({ db, actor: { userId } }: Scene) =>
    db.prisma.auditLog.count({ where: { actorId: userId, outcome: "ok", chainIndex: { not: null } } });

  test.each(Object.entries(changes))("while they last: may %s", async (_name, { as, act }) => {
    const scene = await sceneOf(as);
    const before = await done(scene);
    await act(scene);
    expect(await done(scene)).toBe(before + 1);
  });

  test.each(cases)("once %s, may no longer %s", async (end, change) => {
    const { as, act } = changes[change] ?? { as: "GlobalAdmin", act: async () => undefined };
    const scene = await sceneOf(as);
    const before = await done(scene);
    await ends[end]?.(scene);
    expect(await refusalOf(act(scene))).toEqual({
      code: "forbidden",
      message: "Your own account was changed a moment ago. Reload the page.",
      fields: undefined,
    });
    expect(await done(scene)).toBe(before);
    const { db, actor } = scene;
    expect(await db.prisma.auditLog.count({ where: { actorId: actor.userId, outcome: "denied" } })).toBe(1);
  });
});
