import { createHash, randomBytes } from "node:crypto";
import type { Settings } from "@/lib/settings/schema";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** 256 random bits, as the cookie carries them. Only the hash is ever stored. */
export function newSessionToken(): string {
  return randomBytes(32).toString("base64url");
}

/** SHA-256 as 64 hexadecimal digits; null for what cannot be a token, so that it never reaches the database. */
export function hashSessionToken(token: string): string | null {
  if (!/^[A-Za-z0-9_-]{43}$/.test(token)) return null;
  return createHash("sha256").update(token).digest("hex");
}

export type SessionLimits = Pick<Settings, "sessionIdleMinutes" | "sessionHours" | "rememberDays">;

/** When a session ends whatever is done with it. */
export function absoluteEnd(createdAt: Date, remember: boolean, limits: SessionLimits): Date {
  return new Date(createdAt.getTime() + (remember ? limits.rememberDays * day : limits.sessionHours * hour));
}

/** When a session ends if nobody uses it from now on. One that is remembered has no idle limit. */
export function idleEnd(
  now: Date,
  session: { remember: boolean; absoluteExpiresAt: Date },
  limits: SessionLimits,
): Date {
  if (session.remember) return session.absoluteExpiresAt;
  return new Date(Math.min(session.absoluteExpiresAt.getTime(), now.getTime() + limits.sessionIdleMinutes * minute));
}

export function isAlive(session: { expires: Date; absoluteExpiresAt: Date }, now: Date): boolean {
  return now < session.expires && now < session.absoluteExpiresAt;
}

/** A sign-in that waits for its code this long has been abandoned; the password must be typed again. */
const challengeMinutes = 10;

export function isChallengeOver(session: { createdAt: Date }, now: Date): boolean {
  return now.getTime() - session.createdAt.getTime() >= challengeMinutes * minute;
}

/** Use is written down at most once a minute, so that reading pages is not writing rows. */
export function isTouchDue(session: { lastSeenAt: Date }, now: Date): boolean {
  return now.getTime() - session.lastSeenAt.getTime() >= minute;
}
