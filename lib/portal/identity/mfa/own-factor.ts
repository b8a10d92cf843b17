import { z } from "zod";
import type { Changes } from "@/lib/audit/describe-change";
import { isMfaRequired } from "@/lib/auth/mfa/mfa-state";
import { type CodeForm, codeForm } from "@/lib/auth/mfa/schema";
import { mfaStore } from "@/lib/auth/mfa-store";
import { sessionStore } from "@/lib/auth/store";
import type { Db } from "@/lib/db/database";
import { PortalError } from "@/lib/errors";
import { readMfaPolicy } from "@/lib/settings/mfa-policy-store";
import type { ChangeContext, ChangeDefinition } from "../../action-core";
import {
  beginEnrolment,
  endedSessions,
  type FactorSetUp,
  giveRecoveryCodes,
  type NewFactor,
  proveNewFactor,
  putFactorToUse,
  setUpWords,
} from "./enrolment";

const nothing = z.object({});

type Inside<I> = ChangeContext<I> & { tx: Db };

const oneself = ({ viewer }: Inside<unknown>) => ({ kind: "user", id: viewer.userId, label: viewer.username });

async function requireFactor({ tx, viewer }: Inside<unknown>): Promise<void> {
  if (await mfaStore(tx).isEnabled(viewer.userId)) return;
  throw new PortalError("conflict", "This account has no second factor. Reload the page.");
}

/** Begins the set-up: the page then shows the secret. */
export const enrolmentBeginning = {
  may: "self.change_mfa",
  input: nothing,
  async run(context) {
    await beginEnrolment(context.tx, context.viewer, context.runtime.secret);
    return { value: null, audit: { action: "second factor set-up begun", target: oneself(context) } };
  },
} satisfies ChangeDefinition<typeof nothing, unknown, null>;

/** Ends it: the app shows the right code. Gives the recovery codes, once. */
export const enrolmentConfirmation = {
  may: "self.change_mfa",
  input: codeForm,
  prepare: (context: ChangeContext<CodeForm>) => proveNewFactor(context, context.input.code),
  async run(context) {
    const { tx, viewer, prepared, now } = context;
    const { ended, ...setUp } = await putFactorToUse(tx, viewer, prepared, now);
    const changes: Changes = { mfaEnabled: [false, true], ...endedSessions(ended) };
    return { value: setUp, audit: { action: setUpWords, target: oneself(context), changes } };
  },
} satisfies ChangeDefinition<typeof codeForm, NewFactor, FactorSetUp>;

/** New recovery codes; the earlier ones work no more. */
export const recoveryCodesRenewal = {
  may: "self.change_mfa",
  input: nothing,
  async run(context) {
    await requireFactor(context);
    const recoveryCodes = await giveRecoveryCodes(context.tx, context.viewer.userId, context.now);
    return { value: { recoveryCodes }, audit: { action: "recovery codes renewed", target: oneself(context) } };
  },
} satisfies ChangeDefinition<typeof nothing, unknown, { recoveryCodes: string[] }>;

/** Without the second factor, where the policy allows it. Sessions elsewhere end. */
export const factorRemoval = {
  may: "self.change_mfa",
  input: nothing,
  async run(context) {
    const { tx, viewer } = context;
    await requireFactor(context);
    if (await isFactorRequired(tx, viewer)) {
      throw new PortalError("forbidden", "A second factor is required for your account, so it cannot be removed.");
    }
    await mfaStore(tx).clear(viewer.userId);
    const ended = await sessionStore(tx).endAll(viewer.userId, viewer.sessionId);
    const changes: Changes = { mfaEnabled: [true, false], ...endedSessions(ended) };
    return { value: null, audit: { action: "second factor removed", target: oneself(context), changes } };
  },
} satisfies ChangeDefinition<typeof nothing, unknown, null>;

/** By the policy, the user's role and what was set for the user alone. */
export async function isFactorRequired(
  db: Db,
  { userId, globalRole, memberships }: ChangeContext<unknown>["viewer"],
): Promise<boolean> {
  const isAdministrator = globalRole !== "User" || memberships.some((entry) => entry.role === "CompanyAdmin");
  const mfaRequired = await mfaStore(db).findRequirement(userId);
  return isMfaRequired({ mfaEnabled: true, mfaRequired, isAdministrator }, await readMfaPolicy(db));
}
