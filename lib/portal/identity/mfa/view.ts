import { isStepUpFresh } from "@/lib/access/step-up";
import type { Viewer } from "@/lib/access/viewer";
import { fewRecoveryCodes } from "@/lib/auth/mfa/recovery-code";
import { spacedSecret, totpUri } from "@/lib/auth/mfa/totp";
import { mfaStore } from "@/lib/auth/mfa-store";
import type { Db } from "@/lib/db/database";
import { pendingSecret } from "./enrolment";
import { isFactorRequired } from "./own-factor";
import { drawQr, type QrDrawing } from "./qr";

/** The secret that is being set up, to scan or to type. Shown in the session that began it, and never after it. */
export type NewSecret = { qr: QrDrawing; text: string; account: string };

export type EnrolmentView = { pending: NewSecret | null; asksPassword: boolean };

export type OwnFactorView = {
  isEnabled: boolean;
  isRequired: boolean;
  codesLeft: number;
  /** They run out: time for new ones. */
  hasFewCodes: boolean;
  pending: NewSecret | null;
};

type Desk = { db: Db; secret: Buffer };

async function pendingOf({ db, secret }: Desk, viewer: Viewer): Promise<NewSecret | null> {
  const pending = pendingSecret(await mfaStore(db).find(viewer.userId), viewer, secret);
  if (pending === null) return null;
  return { qr: drawQr(totpUri(pending, viewer.email)), text: spacedSecret(pending), account: viewer.email };
}

/** For the page that must come first for whoever has to set a factor up. */
export async function readEnrolment(desk: Desk, viewer: Viewer, now: Date): Promise<EnrolmentView> {
  return { pending: await pendingOf(desk, viewer), asksPassword: !isStepUpFresh(viewer, now) };
}

/** For the account's own page. */
export async function readOwnFactor(desk: Desk, viewer: Viewer): Promise<OwnFactorView> {
  const factors = mfaStore(desk.db);
  const [isEnabled, isRequired, codesLeft] = await Promise.all([
    factors.isEnabled(viewer.userId),
    isFactorRequired(desk.db, viewer),
    factors.countCodesLeft(viewer.userId),
  ]);
  const hasFewCodes = isEnabled && codesLeft <= fewRecoveryCodes;
  return { isEnabled, isRequired, codesLeft, hasFewCodes, pending: await pendingOf(desk, viewer) };
}
