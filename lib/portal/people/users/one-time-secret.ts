import { randomBytes } from "node:crypto";
import { z } from "zod";
import { hashPassword } from "@/lib/auth/password-hash";
import { resetStore } from "@/lib/auth/reset-store";
import { hashSessionToken, newSessionToken } from "@/lib/auth/session";
import { oneTimePassword } from "@/lib/people/one-time-password";
import type { Inside } from "./target";

/** What the administrator hands over; shown once and kept nowhere in the clear. */
export type OneTimeSecret = { kind: "password"; password: string } | { kind: "link"; token: string };

export const secretField = z.enum(["password", "link"], "Choose a one-time password or a link.");

/** `hash` stands in the place of the old password: with a link it is one of a password nobody knows. */
export type PreparedSecret = { secret: OneTimeSecret; hash: string };

/** Made before the transaction, because hashing is slow. */
export async function prepareSecret({ input }: { input: { secret: OneTimeSecret["kind"] } }): Promise<PreparedSecret> {
  if (input.secret === "password") {
    const password = oneTimePassword(randomBytes);
    return { secret: { kind: "password", password }, hash: await hashPassword(password) };
  }
  return { secret: { kind: "link", token: newSessionToken() }, hash: await hashPassword(newSessionToken()) };
}

/** Earlier links of the user stop working; a new one is kept by its hash. */
export async function keepSecret({ tx, viewer, now }: Inside<unknown>, userId: number, secret: OneTimeSecret) {
  const links = resetStore(tx);
  await links.forget(userId);
  const tokenHash = secret.kind === "link" ? hashSessionToken(secret.token) : null;
  if (tokenHash) await links.create({ userId, createdBy: viewer.userId, tokenHash, now });
}
