import type { z } from "zod";
import { scopeOfAgentKey } from "@/lib/access/scope";
import type { Database } from "@/lib/db/database";
import { invitationStore } from "@/lib/people/invitation-store";
import { type ChangeDefinition, performChange } from "@/lib/portal/action-core";
import {
  acceptance,
  codeForm,
  joinWithNewAccount,
  readInvitation,
  refusal,
  voidWords,
} from "@/lib/portal/identity/join";
import { invitation, invitationForm, inviteForm, renewal, withdrawal } from "@/lib/portal/people/invitations";
import { deskAt, elsewhere, enter, formOf } from "../identity/desk";
import { after, makeCompany, makeUser } from "../identity/world";

export const invite = { may: "members.create_user", input: inviteForm, ...invitation } as const;
export const renew = { may: "members.create_user", input: invitationForm, ...renewal } as const;
export const withdraw = { may: "members.create_user", input: invitationForm, ...withdrawal } as const;
export const accept = { may: "self.join_company", input: codeForm, ...acceptance } as const;
export const decline = { may: "self.join_company", input: codeForm, ...refusal } as const;

export type Made = Awaited<ReturnType<typeof makeUser>>;

export async function act<S extends z.ZodType, P, T>(
  db: Database,
  who: Made,
  definition: ChangeDefinition<S, P, T>,
  fields: Record<string, string | number>,
  minutes = 1,
): Promise<T> {
  const desk = await deskAt(db, await enter(db, who.username), { now: after(minutes) });
  const form = formOf(Object.fromEntries(Object.entries(fields).map(([k, v]) => [k, String(v)])));
  return performChange(desk, definition, form);
}

/** A company and its CompanyAdmin. */
export async function stage(db: Database) {
  const companyId = await makeCompany(db);
  const boss = await makeUser(db, { memberOf: [{ companyId, role: "CompanyAdmin" }] });
  const send = (email: string, more: Record<string, string> = {}, minutes = 1) =>
    act(db, boss, invite, { companyId, email, role: "User", ...more }, minutes);
  const listed = () => invitationStore(db, scopeOfAgentKey({ companyId })).list(companyId, after(1));
  const membersNow = () => db.prisma.membership.count({ where: { companyId } });
  return { companyId, boss, send, listed, membersNow };
}

let nth = 0;
export const newEmail = (): string => `guest-${process.pid}-${nth++}@example.test`;
export const goodPassword = "a perfectly long phrase";

export async function joinAs(
  db: Database,
  code: string,
  change: { username?: string; password?: string; minutes?: number } = {},
) {
  const { runtime } = await deskAt(db, null);
  const desk = { runtime, facts: elsewhere, now: after(change.minutes ?? 2) };
  const password = change.password ?? goodPassword;
  const username = change.username ?? `guest-${process.pid}-${nth++}`;
  return joinWithNewAccount(desk, { code, username, password, repeat: password });
}

export async function look(db: Database, code: string, minutes = 2) {
  const { runtime } = await deskAt(db, null);
  return readInvitation({ runtime, facts: elsewhere, now: after(minutes) }, { code });
}

export const dead = { code: "invalid", message: voidWords };
