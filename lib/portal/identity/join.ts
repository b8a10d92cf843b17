import { z } from "zod";
import type { CompanyRole } from "@/lib/access/viewer";
import { addressNetwork } from "@/lib/address";
import { recordAudit, recordNoise } from "@/lib/audit/store";
import { brokenPasswordRule } from "@/lib/auth/common-passwords/broken-password-rule";
import { hashPassword } from "@/lib/auth/password-hash";
import { deriveKey } from "@/lib/auth/secret";
import { hashSessionToken } from "@/lib/auth/session";
import { tooManyAttempts } from "@/lib/auth/sign-in";
import type { Db } from "@/lib/db/database";
import { PortalError } from "@/lib/errors";
import { fold } from "@/lib/fold";
import { invitationDoor, type OpenInvitation } from "@/lib/people/invitation-store";
import { usernameSchema } from "@/lib/people/schema";
import { installationPeople } from "@/lib/people/store";
import { readSettings } from "@/lib/settings/store";
import type { Change, ChangeContext, Desk } from "../action-core";
import { requireAllowedDomain } from "../people/invitations";
import { isTypedTwice, newPasswordFields, notTypedTwice } from "./account/forms";
import { passwordRulesOf } from "./password-change";

/** A pasted link will do as well: what follows its # is the code. */
const code = z
  .string()
  .trim()
  .min(1, "Paste the code of your invitation.")
  .max(2048, "This is too long to be a code.")
  .transform((text) => text.slice(text.lastIndexOf("#") + 1));

export const codeForm = z.object({ code });
export type CodeForm = z.output<typeof codeForm>;

export const newAccountForm = z
  .object({ code, username: usernameSchema, ...newPasswordFields })
  .refine(isTypedTwice, notTypedTwice);
export type NewAccountForm = z.output<typeof newAccountForm>;

/** What the page shows to whoever has the code. Whether the e-mail has an account is not said. */
export type InvitationView = { companyName: string; email: string; role: CompanyRole; username: string | null };

/** Everybody who comes with a code: nobody needs to be signed in. */
type JoinDesk = Pick<Desk, "runtime" | "facts" | "now">;

/** One sentence for every reason, so that guessing tells nothing. */
export const voidWords =
  "This invitation cannot be used: the code is wrong, or it was used, withdrawn or has expired. Ask for a new link.";

const isVoid = () => new PortalError("invalid", voidWords, { fields: { code: voidWords } });

async function noteGuess({ runtime, facts, now }: JoinDesk, outcome: "denied" | "failed"): Promise<void> {
  const actor = { kind: "anonymous", name: "unknown name" } as const;
  const row = { at: now, actor, ip: facts.peer, action: "invitation refused", outcome };
  await runtime.db.unitOfWork((tx) => recordNoise(tx, row));
}

/** Tries at codes share the limit of sign-ins of that address. */
async function takeTry(desk: JoinDesk): Promise<void> {
  const { runtime, facts } = desk;
  if (facts.peer === null) return;
  const { ok, retryAfterSeconds } = await runtime.limits.take("login", addressNetwork(facts.peer));
  if (ok) return;
  await noteGuess(desk, "denied");
  throw tooManyAttempts(retryAfterSeconds);
}

async function findByCode(db: Db, given: string, now: Date): Promise<OpenInvitation | null> {
  const tokenHash = hashSessionToken(given);
  return tokenHash ? invitationDoor(db).find(tokenHash, now) : null;
}

async function requireByCode(desk: JoinDesk, given: string): Promise<OpenInvitation> {
  await takeTry(desk);
  const found = await findByCode(desk.runtime.db, given, desk.now);
  if (found) return found;
  await noteGuess(desk, "failed");
  throw isVoid();
}

/** What a code opens; nothing changes. */
export async function readInvitation(desk: JoinDesk, form: CodeForm): Promise<InvitationView> {
  const { companyName, email, role, username } = await requireByCode(desk, form.code);
  return { companyName, email, role, username };
}

type Inside = ChangeContext<CodeForm> & { tx: Db };

/** Before the transaction: a wrong code costs a try and is noted, as it is for somebody without a session. */
async function prepare(context: ChangeContext<CodeForm>): Promise<void> {
  await requireByCode(context, context.input.code);
}

/** Only the account of the very e-mail: the code proves who was meant, the account who accepts. */
async function requireOwn({ tx, input, now, viewer }: Inside): Promise<OpenInvitation> {
  const found = await findByCode(tx, input.code, now);
  if (!found) throw isVoid();
  if (fold(viewer.email) !== found.email) {
    throw new PortalError("conflict", "This invitation is for another e-mail address than yours. Sign out first.");
  }
  return found;
}

/** The viewer accepts; for `may: "self.join_company"`. */
export const acceptance = {
  prepare,
  async run(context: Inside): Promise<Change<{ companyId: number }>> {
    const { tx, viewer, now } = context;
    const found = await requireOwn(context);
    const { companyId, role } = found;
    const door = invitationDoor(tx);
    if (await door.isMember(companyId, viewer.userId)) {
      throw new PortalError("conflict", `You are a member of ${found.companyName} already.`);
    }
    if (viewer.globalRole === "Admin" && !found.isByGlobalAdmin) {
      const words = "As an administrator of several companies you can be added only by a global administrator.";
      throw new PortalError("conflict", words);
    }
    if (!(await door.use(found.id, now))) throw isVoid();
    await installationPeople(tx).addMember({ companyId, userId: viewer.userId, role });
    return {
      value: { companyId },
      audit: {
        companyId,
        action: "invitation accepted",
        target: { kind: "user", id: viewer.userId, label: viewer.username },
        changes: { role: [null, role] },
      },
    };
  },
};

/** The viewer declines, and the company's administrators see that; for `may: "self.join_company"`. */
export const refusal = {
  prepare,
  async run(context: Inside): Promise<Change<null>> {
    const found = await requireOwn(context);
    if (!(await invitationDoor(context.tx).decline(found.id))) throw isVoid();
    return {
      value: null,
      audit: {
        companyId: found.companyId,
        action: "invitation declined",
        target: { kind: "invitation", id: found.id, label: found.email },
        changes: { role: [found.role, null] },
      },
    };
  },
};

function refuseField(name: string, words: string): PortalError {
  return new PortalError("conflict", words, { fields: { [name]: words } });
}

const usernameTaken = () => refuseField("username", "This user name is taken. Choose another.");
const accountWords = "There is an account with the e-mail address of this invitation. Sign in with it to accept.";

/** An account of one's own and the membership, in one transaction. Gives what to sign in with. */
export async function joinWithNewAccount(desk: JoinDesk, form: NewAccountForm): Promise<{ username: string }> {
  const { runtime, facts, now } = desk;
  const { db } = runtime;
  const { username, password } = form;
  const invited = await requireByCode(desk, form.code);
  await requireAllowedDomain(db, invited.email);
  const known = [username, invited.email, invited.companyName];
  const broken = await brokenPasswordRule(password, passwordRulesOf(await readSettings(db)), known);
  if (broken) throw new PortalError("invalid", broken, { fields: { password: broken } });
  const passwordHash = await hashPassword(password);

  // Last of all, when nothing else is wrong: who only wants to know whether the e-mail has an account makes one by asking.
  if (await invitationDoor(db).isTaken({ username })) throw usernameTaken();
  if (await invitationDoor(db).isTaken({ email: invited.email })) {
    await noteGuess(desk, "failed");
    throw refuseField("email", accountWords);
  }
  await db.unitOfWork(async (tx) => {
    const found = await findByCode(tx, form.code, now);
    const door = invitationDoor(tx);
    if (!found) throw isVoid();
    const { email, companyId, role } = found;
    // Whoever holds the code may know this; that the e-mail has an account is said to nobody else.
    if (await door.isTaken({ username })) throw usernameTaken();
    if (await door.isTaken({ email })) throw refuseField("email", accountWords);
    if (!(await door.use(found.id, now))) throw isVoid();
    const people = installationPeople(tx);
    const account = {
      username,
      email,
      passwordHash,
      role: "User",
      state: "active",
      mustChangePassword: false,
    } as const;
    const { id } = await people.createUser(account);
    await people.addMember({ companyId, userId: id, role });
    const entry = {
      at: now,
      actor: { kind: "user", id, name: username },
      ip: facts.peer,
      companyId,
      action: "joined by invitation",
      target: { kind: "user", id, label: username },
    } as const;
    await recordAudit(
      tx,
      { ...entry, changes: { email: [null, email], role: [null, role] } },
      deriveKey(runtime.secret, "audit"),
    );
  });
  return { username };
}
