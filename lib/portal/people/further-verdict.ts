import type { ActName } from "@/lib/access/acts";
import { may, type Target } from "@/lib/access/policy";
import { isStepUpFresh } from "@/lib/access/step-up";
import { PortalError } from "@/lib/errors";
import type { ChangeContext } from "../action-core";

/** The words for foreign and absent things alike. */
export function nothingThere(): PortalError {
  return new PortalError("not_found", "There is no such thing, or it is not yours to see.");
}

/**
 * For a change whose row of the policy is known only once its rows are read: the same answers as the wrapper gives for
 * the act it was made with.
 */
export function requireVerdict(
  { viewer, scope, now }: Pick<ChangeContext<unknown>, "viewer" | "scope" | "now">,
  act: ActName,
  target: Target,
): void {
  const verdict = may({ viewer, companyIds: scope.companyIds }, act, target);
  if (verdict.kind === "deny") {
    throw verdict.code === "not_found" ? nothingThere() : new PortalError("forbidden", "You may not do this.");
  }
  if (verdict.stepUp && !isStepUpFresh(viewer, now)) {
    throw new PortalError("step_up_required", "Confirm your password to go on.");
  }
}
