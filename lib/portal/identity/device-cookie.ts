import { cookies } from "next/headers";
import { accountStore } from "@/lib/auth/account-store";
import { type CookieNames, cookieOptions } from "@/lib/auth/browser/cookies";
import { knownDeviceCookie, knownDeviceDays, readKnownDevice } from "@/lib/auth/browser/known-device";
import { deriveKey } from "@/lib/auth/secret";
import type { Runtime } from "../runtime";
import { findSessionByToken } from "../session";

const daySeconds = 86_400;

type Desk = Pick<Runtime, "db" | "secret">;

/**
 * The cookie that makes this session's browser a known device of its user; null while the user still has something to
 * do first. Whoever knows a first password or a password without its second factor is not yet the owner.
 */
export async function deviceCookieFor(
  { db, secret }: Desk,
  token: string,
  given: string | undefined,
  now: Date,
): Promise<string | null> {
  const begun = await findSessionByToken(db, token, now);
  const account = begun && (await accountStore(db).find(begun.viewer.userId));
  // Read after the hash: a change of the password ends sessions, so one that still lives has proven this very hash.
  const current = await findSessionByToken(db, token, now);
  if (!account || current?.viewer.mfaState !== "ok" || current.viewer.mustChangePassword) return null;
  const owner = { id: current.viewer.userId, passwordHash: account.passwordHash };
  const key = deriveKey(secret, "known-device");
  return knownDeviceCookie(owner, readKnownDevice(given, owner, now, key), now, key);
}

/** Makes this browser a known device, if its session is ready to work. For actions and routes. */
export async function keepDeviceCookie(desk: Desk, names: CookieNames, token: string, now: Date): Promise<void> {
  const jar = await cookies();
  const cookie = await deviceCookieFor(desk, token, jar.get(names.knownDevice)?.value, now);
  if (cookie !== null) jar.set(names.knownDevice, cookie, cookieOptions(names, knownDeviceDays * daySeconds));
}
