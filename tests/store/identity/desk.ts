import type { Database } from "@/lib/db/database";
import { createLimits } from "@/lib/limits/rate-limit";
import type { Desk } from "@/lib/portal/action-core";
import type { RequestFacts } from "@/lib/portal/request";
import { findSessionByToken } from "@/lib/portal/session";
import { after, deskOf, limitSettings, signIn } from "./world";

/** A request of this very machine, and one of somewhere else. */
export const here: RequestFacts = {
  scheme: "http",
  host: "localhost",
  peer: "127.0.0.1",
  isLocal: true,
  userAgent: null,
};
export const elsewhere: RequestFacts = { ...here, scheme: "https", peer: "203.0.113.9", isLocal: false };

/** What the desks below wrote to their log. */
export const logged: unknown[] = [];
export const log = { error: (...words: unknown[]) => void logged.push(words) } as unknown as Desk["runtime"]["log"];

/** What an action knows when a form of this session arrives, a minute after the sign-in unless told. */
export async function deskAt(db: Database, token: string | null, change: Partial<Desk> = {}): Promise<Desk> {
  const now = change.now ?? after(1);
  const current = token === null ? null : await findSessionByToken(db, token, now);
  const limits = createLimits(limitSettings, () => now.getTime());
  return { runtime: { db, secret: Buffer.alloc(32, 9), log, limits }, facts: here, current, now, ...change };
}

export function formOf(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

/** A session's token for a user whose password is the right one. */
export const enter = async (db: Database, login: string) => (await signIn(deskOf(db), { login })).token;
