import { z } from "zod";
import type { TargetUser } from "@/lib/access/policy";
import { describeChange } from "@/lib/audit/describe-change";
import { sessionStore } from "@/lib/auth/store";
import { PortalError } from "@/lib/errors";
import { findTargetUser } from "@/lib/people/target-store";
import { readSettings } from "@/lib/settings/store";
import type { ChangeDefinition } from "../../action-core";
import { type Inside, idField, requireOther, requireUser, userTarget } from "./target";

const mfaRequirements = ["inherit", "required", "exempt"] as const;
type MfaRequirement = (typeof mfaRequirements)[number];

const mfaOverrideForm = z.object({
  userId: idField,
  requirement: z.enum(mfaRequirements, "Choose one of the list."),
});

const storedAs = { inherit: null, required: true, exempt: false } as const;

const isAdministrator = (user: TargetUser): boolean =>
  user.globalRole !== "User" || user.memberships.some((entry) => entry.role === "CompanyAdmin");

/** 5-access: administrators cannot be exempted when the policy covers them; said here instead of silently ignored. */
async function refuseExemption({ tx }: Inside<unknown>, userId: number): Promise<void> {
  const [user, { mfaPolicy }] = [await findTargetUser(tx, userId), await readSettings(tx)];
  if (mfaPolicy === "optional" || !user || !isAdministrator(user)) return;
  const words = "The policy covers administrators, and none of them can be exempted from it.";
  throw new PortalError("invalid", words, { fields: { requirement: words } });
}

/** Required of somebody without a second factor: their sessions end, so that it holds from now on. */
export const mfaOverride = {
  may: "mfa.policy",
  input: mfaOverrideForm,
  target: userTarget,
  async run(context) {
    const { userId, requirement } = context.input;
    requireOther(context, userId);
    const { users, user, target } = await requireUser(context, userId);
    const mfaRequired = storedAs[requirement];
    if (user.mfaRequired === mfaRequired) throw new PortalError("conflict", "It is set like this already.");
    if (requirement === "exempt") await refuseExemption(context, userId);
    await users.setMfaRequired(userId, mfaRequired);
    if (requirement === "required" && !user.mfaEnabled) await sessionStore(context.tx).endAll(userId);
    const changes = describeChange({ mfaRequired: user.mfaRequired }, { mfaRequired });
    return { value: { requirement }, audit: { action: "second-factor rule changed", target, changes } };
  },
} satisfies ChangeDefinition<typeof mfaOverrideForm, unknown, { requirement: MfaRequirement }>;
