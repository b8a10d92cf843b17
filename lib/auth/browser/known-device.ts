import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** How long a device counts as known after its last sign-in. */
export const knownDeviceDays = 90;
const lifeMs = knownDeviceDays * 86_400_000;

/** Whose device it is. The hash is part of what is signed, so that a new password makes every device unknown. */
type DeviceOwner = { id: number; passwordHash: string };

function sign(body: string, owner: DeviceOwner, key: Buffer): string {
  const password = createHash("sha256").update(owner.passwordHash).digest("base64url");
  return createHmac("sha256", key).update(`${body}.${password}`).digest("base64url");
}

/**
 * The cookie's value for a browser that `owner` has signed in with. It proves nothing but that strangers' tries are not
 * its own. `key`: deriveKey(secret, "known-device"). A device that signs in again keeps its id, given in `knownId`.
 */
export function knownDeviceCookie(owner: DeviceOwner, knownId: string | null, now: Date, key: Buffer): string {
  const body = `${owner.id}.${knownId ?? randomBytes(12).toString("base64url")}.${now.getTime()}`;
  return `${body}.${sign(body, owner, key)}`;
}

/**
 * The device's id; null for a cookie that is absent, too old, from the future, another user's, made before the password
 * was changed, or not signed by this installation.
 */
export function readKnownDevice(cookie: string | undefined, owner: DeviceOwner, now: Date, key: Buffer): string | null {
  const match = /^((\d{1,10})\.([A-Za-z0-9_-]{16})\.(\d{13}))\.([A-Za-z0-9_-]{43})$/.exec(cookie ?? "");
  if (!match) return null;
  const [, body = "", userId = "", deviceId = "", madeAt = "", signature = ""] = match;
  const expected = Buffer.from(sign(body, owner, key));
  if (!timingSafeEqual(expected, Buffer.from(signature)) || Number(userId) !== owner.id) return null;
  const age = now.getTime() - Number(madeAt);
  return age >= 0 && age < lifeMs ? deviceId : null;
}
