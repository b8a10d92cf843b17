import { randomBytes } from "node:crypto";
import type { z } from "zod";
import { type ActName, acts } from "@/lib/access/acts";
import { type Actor, may, mayAnywhere, type Target, type Verdict } from "@/lib/access/policy";
import type { CompanyScope } from "@/lib/access/scope";
import { isStepUpFresh } from "@/lib/access/step-up";
import type { AuditEntry } from "@/lib/audit/entry";
import { recordAudit } from "@/lib/audit/store";
import { deriveKey } from "@/lib/auth/secret";
import type { Database, Db } from "@/lib/db/database";
import { isPortalError, PortalError, type Result, toResult } from "@/lib/errors";
import { isActorUnchanged } from "@/lib/people/target-store";
import { noteRefusal } from "./note-refusal";
import type { RequestFacts } from "./request";
import type { Runtime } from "./runtime";
import { type CurrentSession, scopeOf } from "./session";

/** What a form gets back: null before the first try; after a failure the fields that may be shown again. */
export type FormState<T> = null | (Result<T> & { values?: Record<string, string> });

/** For `useActionState(action, null)`; as a form's action it works without client JavaScript. */
export type FormAction<T> = (previous: FormState<T>, form: FormData) => Promise<FormState<T>>;

/** Who asks for a change, and with what. */
export type Desk = {
  runtime: Pick<Runtime, "db" | "secret" | "log" | "limits">;
  facts: RequestFacts;
  current: CurrentSession | null;
  now: Date;
};

/** What `prepare` and `run` work with. Outside the transaction `db` is for reading; slow work belongs there. */
export type ChangeContext<I> = Omit<Desk, "current"> & {
  current: CurrentSession;
  viewer: CurrentSession["viewer"];
  scope: CompanyScope;
  input: I;
  db: Database;
};

export type Change<T> = {
  value: T;
  /** The audit row: written in the same transaction, or the change is undone. */
  audit: Omit<AuditEntry, "at" | "actor" | "ip">;
};

export type ChangeDefinition<S extends z.ZodType, P, T> = {
  may: ActName;
  input: S;
  /** What is acted on, read inside the transaction. Absent: the viewer's own account, or the installation. */
  target?: (context: ChangeContext<z.output<S>> & { tx: Db }) => Promise<Target>;
  /** Before the transaction: whatever is slow, such as a password to verify. */
  prepare?: (context: ChangeContext<z.output<S>>) => Promise<P>;
  /** Inside the transaction; may run again when the database reports a conflict. */
  run: (context: ChangeContext<z.output<S>> & { tx: Db; prepared: P; verdict: Verdict }) => Promise<Change<T>>;
  /** `prepare` proves the password itself, so the act needs no proof beforehand. */
  provesPassword?: boolean;
  /** Open while the default password must be changed: only the page that changes it. */
  allowsForcedChange?: boolean;
};

/** Fields of a form as text; what Next adds for itself and files are left out. Repeated fields become a list. */
export function fieldsOf(form: FormData): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = {};
  for (const name of new Set(form.keys())) {
    if (name.startsWith("$ACTION")) continue;
    const values = form.getAll(name).filter((value) => typeof value === "string");
    const [only] = values;
    if (only !== undefined) fields[name] = values.length === 1 ? only : values;
  }
  return fields;
}

/** The form's fields by the rules of `schema`; PortalError `invalid` names each field that broke one. */
export function readInput<S extends z.ZodType>(schema: S, form: FormData): z.output<S> {
  const parsed = schema.safeParse(fieldsOf(form));
  if (parsed.success) return parsed.data;
  const fields: Record<string, string> = {};
  for (const issue of parsed.error.issues) fields[String(issue.path[0] ?? "form")] ??= issue.message;
  throw new PortalError("invalid", "Some fields need attention.", { fields });
}

function denied(code: "not_signed_in" | "forbidden" | "not_found"): PortalError {
  if (code === "not_signed_in") return new PortalError(code, "Your session is over. Sign in again.");
  if (code === "not_found") return new PortalError(code, "There is no such thing, or it is not yours to see.");
  return new PortalError(code, "You may not do this.");
}

async function noteDenial(desk: Desk, act: ActName): Promise<void> {
  if (!desk.current) return;
  const action = acts[act].words.slice(0, 64);
  await noteRefusal({ ...desk, viewer: desk.current.viewer }, { action, outcome: "denied" });
}

/** The viewer, ready to act: signed in, second factor done, and past a forced change of the password. */
function requireReady(desk: Desk, definition: { allowsForcedChange?: boolean }): CurrentSession {
  const { current } = desk;
  if (current?.viewer.mfaState !== "ok") throw denied("not_signed_in");
  if (current.viewer.mustChangePassword && !definition.allowsForcedChange) {
    throw new PortalError("forbidden", "Change your password first.");
  }
  return current;
}

function requireStepUp(
  desk: Desk,
  current: CurrentSession,
  needed: boolean,
  provesPassword: boolean | undefined,
): void {
  if (!needed || provesPassword || isStepUpFresh(current.viewer, desk.now)) return;
  throw new PortalError("step_up_required", "Confirm your password to go on.");
}

/** Refuses who lost the right between the request and its turn: of two who disable each other, one is too late. */
async function requireUnchanged({ tx, viewer }: { tx: Db; viewer: CurrentSession["viewer"] }): Promise<void> {
  if (await isActorUnchanged(tx, viewer)) return;
  throw new PortalError("forbidden", "Your own account was changed a moment ago. Reload the page.");
}

/**
 * The one way to change something (1-house): viewer → policy → input → one transaction that holds the change and its
 * audit row, and in which the viewer is still who the session said. Throws PortalError for what is expected; the caller turns it into a result.
 */
export async function performChange<S extends z.ZodType, P, T>(
  desk: Desk,
  definition: ChangeDefinition<S, P, T>,
  form: FormData,
): Promise<T> {
  const current = requireReady(desk, definition);
  const { db, secret } = desk.runtime;
  const scope = await scopeOf(db, current.viewer);
  const actor: Actor = { viewer: current.viewer, companyIds: scope.companyIds };
  try {
    if (!mayAnywhere(actor, definition.may)) throw denied("forbidden");
    requireStepUp(desk, current, acts[definition.may].stepUp, definition.provesPassword);
    const input = readInput(definition.input, form);
    const context = { ...desk, current, viewer: current.viewer, scope, input, db };
    const prepared = (await definition.prepare?.(context)) as P;
    return await db.unitOfWork(async (tx) => {
      const inside = { ...context, tx };
      await requireUnchanged(inside);
      const verdict = may(actor, definition.may, (await definition.target?.(inside)) ?? {});
      if (verdict.kind === "deny") throw denied(verdict.code);
      requireStepUp(desk, current, verdict.stepUp, definition.provesPassword);
      const change = await definition.run({ ...inside, prepared, verdict });
      const { userId, username } = current.viewer;
      const actorOfRow = { kind: "user", id: userId, name: username } as const;
      const entry = { ...change.audit, at: desk.now, actor: actorOfRow, ip: desk.facts.peer };
      await recordAudit(tx, entry, deriveKey(secret, "audit"));
      return change.value;
    });
  } catch (error) {
    const isDenial = isPortalError(error) && (error.code === "forbidden" || error.code === "not_found");
    if (isDenial) await noteDenial(desk, definition.may);
    throw error;
  }
}

/** An expected failure in its own words; anything else gets an id that is logged with the stack and shown alone. */
export function failureOf(error: unknown, log: Pick<Runtime["log"], "error">): Result<never> {
  if (isPortalError(error)) return toResult(error);
  const errorId = randomBytes(5).toString("hex");
  log.error({ err: error, errorId }, "a form failed");
  return { ok: false, code: "fault", message: `Something went wrong. Its number is ${errorId}.`, errorId };
}
