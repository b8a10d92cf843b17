import type { Desk } from "../../action-core";
import { getRuntime } from "../../runtime";
import { cookieNamesOf } from "../../session";
import { requireViewer } from "../../viewer";
import { keepDeviceCookie } from "../device-cookie";
import { keepSessionCookie } from "../session-cookie";
import type { FactorSetUp } from "./enrolment";
import { enrolmentConfirmation } from "./own-factor";
import { type OwnFactorView, readOwnFactor } from "./view";

async function finish({ token }: FactorSetUp, { current, facts, now }: Desk): Promise<void> {
  const runtime = await getRuntime();
  const names = cookieNamesOf(facts, runtime);
  if (!names || !current) return;
  await keepSessionCookie(names, token, current.session, now);
  await keepDeviceCookie(runtime, names, token, now);
}

/** The set-up by choice as a form's action has it: the page gets the recovery codes, this browser the new token. */
export const ownEnrolment = {
  ...enrolmentConfirmation,
  finish,
  shows: ({ recoveryCodes }: FactorSetUp) => ({ recoveryCodes }),
};

export async function ownFactorView(): Promise<OwnFactorView> {
  return readOwnFactor(await getRuntime(), await requireViewer());
}
