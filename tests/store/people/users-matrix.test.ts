import type { z } from "zod";
import { type ActName, acts, type Column } from "@/lib/access/acts";
import type { Database } from "@/lib/db/database";
import { type ChangeDefinition, type Desk, performChange } from "@/lib/portal/action-core";
import { globalRoleChange, mfaReset, passwordReset, renaming } from "@/lib/portal/people/users/account";
import { mfaOverride } from "@/lib/portal/people/users/mfa-override";
import {
  activation,
  approval,
  deactivation,
  deletion,
  restoration,
  sessionEnding,
} from "@/lib/portal/people/users/state";
import { describeOnEachEngine } from "../engines";
import { deskAt, formOf } from "../identity/desk";
import { after, makeCompany, makeUser, refusalOf } from "../identity/world";
import { makeActor, newName, sessionOf, setColumns } from "./users-world";

type TargetState = "active" | "disabled" | "pending" | "deleted";
type Target = { id: number; username: string };
type Definition = ChangeDefinition<z.ZodType, never, unknown>;
type Case = { definition: Definition; state: TargetState; fields: (target: Target, scene: Scene) => object };

const of = (definition: object, state: TargetState, fields: Case["fields"] = () => ({})): Case => ({
  definition: definition as Definition,
  state,
  fields,
});

/** Every change of a user by another, with what its form needs besides the user. */
const changes: Record<string, Case> = {
  renaming: of(renaming, "active", () => ({ username: newName(), email: `${newName()}@example.test` })),
  globalRoleChange: of(globalRoleChange, "active", ({ id }, { roles }) => ({
    role: roles.get(id) === "Admin" ? "User" : "Admin",
  })),
  passwordReset: of(passwordReset, "active", () => ({ secret: "link" })),
  mfaReset: of(mfaReset, "active"),
  mfaOverride: of(mfaOverride, "active", () => ({ requirement: "required" })),
  activation: of(activation, "disabled"),
  deactivation: of(deactivation, "active"),
  sessionEnding: of(sessionEnding, "active"),
  deletion: of(deletion, "active", ({ username }) => ({ confirm: username })),
  restoration: of(restoration, "deleted"),
  approval: of(approval, "pending", (_, { own }) => ({ companyId: own, role: "User" })),
};

const columns = ["User", "CompanyAdmin", "Admin", "GlobalAdmin"] as const satisfies readonly Column[];
const kinds = [
  "user",
  "companyAdmin",
  "admin",
  "globalAdmin",
  "straddling",
  "foreign",
  "homeless",
  "absent",
  "self",
] as const;
type Kind = (typeof kinds)[number];

type Scene = {
  db: Database;
  own: number;
  desks: Record<(typeof columns)[number], Desk>;
  selves: Record<(typeof columns)[number], Target>;
  targets: Map<string, Target>;
  roles: Map<number, string>;
};

async function makeTarget(db: Database, kind: Kind, state: TargetState, own: number, foreign: number) {
  const inOwn = { companyId: own, role: "User" } as const;
  const inForeign = { companyId: foreign, role: "User" } as const;
  const given = {
    user: { memberOf: [inOwn] },
    companyAdmin: { memberOf: [{ companyId: own, role: "CompanyAdmin" }] },
    admin: { role: "Admin", memberOf: [inOwn] },
    globalAdmin: { role: "GlobalAdmin", memberOf: [inOwn] },
    straddling: { memberOf: [inOwn, inForeign] },
    foreign: { memberOf: [inForeign] },
    homeless: {},
    absent: {},
    self: {},
  } as const;
  const user = await makeUser(db, {
    ...(given[kind] as object),
    state: state === "deleted" ? "active" : state,
  });
  await setColumns(db, user.id, {
    mfaEnabled: true,
    mfaSecret: "sealed",
    ...(state === "deleted" ? { deletedAt: after(0) } : {}),
  });
  await sessionOf(db, user.id);
  if (kind !== "absent") return user;
  await db.unitOfWork(async (tx) => {
    await tx.prisma.session.deleteMany({ where: { userId: user.id } });
    await tx.prisma.user.delete({ where: { id: user.id } });
  });
  return user;
}

async function setScene(db: Database): Promise<Scene> {
  const [own, foreign] = [await makeCompany(db), await makeCompany(db)];
  const actors = {
    User: await makeActor(db, "User", [{ companyId: own, role: "User" }]),
    CompanyAdmin: await makeActor(db, "User", [{ companyId: own, role: "CompanyAdmin" }]),
    Admin: await makeActor(db, "Admin", [{ companyId: own, role: "User" }]),
    GlobalAdmin: await makeActor(db, "GlobalAdmin"),
  };
  const targets = new Map<string, Target>();
  for (const state of ["active", "disabled", "pending", "deleted"] as const) {
    for (const kind of kinds) {
      if (kind !== "self") targets.set(`${kind} ${state}`, await makeTarget(db, kind, state, own, foreign));
    }
  }
  const rows = await db.prisma.user.findMany({ select: { id: true, role: true } });
  const desks = Object.fromEntries(columns.map((column) => [column, actors[column].desk])) as Scene["desks"];
  return { db, own, desks, selves: actors, targets, roles: new Map(rows.map((row) => [row.id, row.role])) };
}

/** The table of 5-access with R1 to R3, said once more without the policy's code. */
function expected(act: ActName, column: (typeof columns)[number], kind: Kind): "done" | "forbidden" | "not_found" {
  const cell = acts[act].cells[column];
  if (cell === "never") return "forbidden";
  if (kind === "absent") return "not_found";
  if (kind === "self") return "forbidden";
  if (column === "GlobalAdmin") return "done";
  if (kind === "foreign" || kind === "homeless") return "not_found";
  return kind === "user" || kind === "companyAdmin" ? "done" : "forbidden";
}

class Undo extends Error {}

/** The change as it is, undone at its end so that every case finds the same people. */
function undone(definition: Definition): Definition {
  return {
    ...definition,
    run: async (context) => {
      await definition.run(context);
      throw new Undo();
    },
  };
}

async function outcome(scene: Scene, change: Case, column: (typeof columns)[number], kind: Kind, now?: Date) {
  const target = kind === "self" ? scene.selves[column] : scene.targets.get(`${kind} ${change.state}`);
  if (!target) throw new Error(`no target ${kind}`);
  const form = formOf({ userId: String(target.id), ...change.fields(target, scene) });
  const desk = scene.desks[column];
  try {
    await performChange(now ? { ...desk, now } : desk, undone(change.definition), form);
  } catch (error) {
    if (error instanceof Undo) return "done";
    const { code, message } = error as { code?: string; message?: string };
    return code === "forbidden" || code === "not_found" || code === "step_up_required" ? code : `${code}: ${message}`;
  }
  throw new Error("it was not undone");
}

describeOnEachEngine("every change of a user by every role", (open) => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await setScene(open());
  }, 60_000);

  test.each(Object.entries(changes))(
    "%s keeps to the table",
    async (_name, change) => {
      const found: string[] = [];
      const wanted: string[] = [];
      for (const column of columns) {
        for (const kind of kinds) {
          // Restoring and approving oneself needs somebody who cannot sign in: there is no such viewer.
          if (kind === "self" && change.state !== "active") continue;
          found.push(`${column} on ${kind}: ${await outcome(scene, change, column, kind)}`);
          wanted.push(`${column} on ${kind}: ${expected(change.definition.may, column, kind)}`);
        }
      }
      expect(found).toEqual(wanted);
    },
    60_000,
  );

  test.each(Object.entries(changes))(
    "%s wants a fresh proof where the table says so, and on a GlobalAdmin",
    async (_, change) => {
      const act = acts[change.definition.may];
      const late = after(30);
      expect(await outcome(scene, change, "GlobalAdmin", "user", late)).toBe(act.stepUp ? "step_up_required" : "done");
      if (act.onAccount)
        expect(await outcome(scene, change, "GlobalAdmin", "globalAdmin", late)).toBe("step_up_required");
    },
  );

  test("a foreign user and one that does not exist answer in the same words", async () => {
    for (const change of Object.values(changes)) {
      if (acts[change.definition.may].cells.Admin !== "account") continue;
      const attempt = (kind: Kind) => {
        const target = scene.targets.get(`${kind} ${change.state}`);
        const fields = { userId: String(target?.id), ...change.fields(target ?? { id: 0, username: "" }, scene) };
        return refusalOf(performChange(scene.desks.Admin, change.definition, formOf(fields)));
      };
      const refusal = await attempt("foreign");
      expect(refusal).toMatchObject({ code: "not_found" });
      expect(await attempt("absent")).toEqual(refusal);
      expect(await attempt("homeless")).toEqual(refusal);
    }
  });

  test("somebody whose role changed after the request began changes nothing", async () => {
    const db = open();
    const actor = await makeActor(db, "GlobalAdmin");
    const desk = await deskAt(db, actor.token);
    await setColumns(db, actor.id, { role: "Admin" });
    const target = scene.targets.get("user active");
    const attempt = performChange(desk, deactivation, formOf({ userId: String(target?.id) }));
    expect(await refusalOf(attempt)).toMatchObject({ code: "forbidden" });
  });
});
