import { revalidatePath } from "next/cache";
import { headers } from "next/headers";
import { redirect, unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { createLog } from "@/lib/log";
import {
  type ChangeDefinition,
  type Desk,
  type FormAction,
  type FormState,
  failureOf,
  fieldsOf,
  performChange,
  readInput,
} from "./action-core";
import { type RequestFacts, readRequestFacts } from "./request";
import { getRuntime, type Runtime } from "./runtime";
import { findSession } from "./viewer";

export type { FormAction, FormState } from "./action-core";

/** For a value that holds a secret meant for `finish` alone, such as a new token: what the form gets of it. */
type Showing<T, R> = { shows: (value: T) => R };

type Outside<T> = {
  /** Fields shown again after a failure. Never a password. */
  keep?: readonly string[];
  /** A local path to go to after success; the redirect is the answer, so the form works without client JavaScript. */
  redirectTo?: (value: T) => string;
};

type Refreshing<T> = {
  /** Paths whose pages show the change. */
  refresh?: readonly string[] | ((value: T) => readonly string[]);
  /** After the commit: what only the browser keeps, such as a new cookie. */
  finish?: (value: T, desk: Desk) => Promise<void>;
};

type AdminActionDefinition<S extends z.ZodType, P, T> = ChangeDefinition<S, P, T> & Outside<T> & Refreshing<T>;

type OwnActionDefinition<S extends z.ZodType, P, T> = Omit<AdminActionDefinition<S, P, T>, "target">;

export type PublicContext<I> = { input: I; runtime: Runtime; facts: RequestFacts; now: Date };

type PublicActionDefinition<S extends z.ZodType, T> = Outside<T> & {
  input: S;
  run: (context: PublicContext<z.output<S>>) => Promise<T>;
};

function valuesToKeep(form: FormData, keep: readonly string[] | undefined): Record<string, string> {
  const fields = fieldsOf(form);
  const kept = (keep ?? []).flatMap((name) => {
    const value = fields[name];
    return typeof value === "string" ? [[name, value.slice(0, 2048)] as const] : [];
  });
  return Object.fromEntries(kept);
}

/** Runs `work`; a success redirects if it should, a failure becomes a value with the fields to show again. */
async function answer<T, R>(
  definition: Outside<T>,
  shows: (value: T) => R,
  form: FormData,
  work: () => Promise<T>,
): Promise<FormState<R>> {
  let value: T;
  try {
    value = await work();
  } catch (error) {
    unstable_rethrow(error);
    // A process that cannot start still has to say why.
    const { log } = await getRuntime().catch(() => ({ log: createLog({ level: "error", pretty: false }) }));
    return { ...failureOf(error, log), values: valuesToKeep(form, definition.keep) };
  }
  if (definition.redirectTo) redirect(definition.redirectTo(value));
  return { ok: true, value: shows(value) };
}

const whole = <T>(value: T): T => value;

function changeAction<S extends z.ZodType, P, T, R>(
  definition: AdminActionDefinition<S, P, T>,
  shows: (value: T) => R,
): FormAction<R> {
  return async (_previous, form) =>
    answer(definition, shows, form, async () => {
      const runtime = await getRuntime();
      const facts = readRequestFacts(await headers());
      const desk: Desk = { runtime, facts, current: await findSession(), now: new Date() };
      const value = await performChange(desk, definition, form);
      await definition.finish?.(value, desk);
      const { refresh = [] } = definition;
      for (const path of typeof refresh === "function" ? refresh(value) : refresh) revalidatePath(path);
      return value;
    });
}

/** A change by an administrator: see `performChange` for the order, which is the same for every one. */
export function adminAction<S extends z.ZodType, P, T>(definition: AdminActionDefinition<S, P, T>): FormAction<T> {
  return changeAction(definition, whole);
}

/** A change of one's own things; the policy's "own" cells decide. */
export function viewerAction<S extends z.ZodType, P, T, R>(
  definition: OwnActionDefinition<S, P, T> & Showing<T, R>,
): FormAction<R>;
export function viewerAction<S extends z.ZodType, P, T>(definition: OwnActionDefinition<S, P, T>): FormAction<T>;
export function viewerAction<S extends z.ZodType, P, T>(
  definition: OwnActionDefinition<S, P, T> & Partial<Showing<T, unknown>>,
) {
  const target: AdminActionDefinition<S, P, T>["target"] = async ({ viewer }) => ({
    user: { userId: viewer.userId, globalRole: viewer.globalRole, memberships: viewer.memberships },
  });
  return changeAction({ ...definition, target }, definition.shows ?? whole);
}

/** Open to everybody, signed in or not; `run` keeps its own transaction, limits and audit rows. */
export function publicAction<S extends z.ZodType, T, R>(
  definition: PublicActionDefinition<S, T> & Showing<T, R>,
): FormAction<R>;
export function publicAction<S extends z.ZodType, T>(definition: PublicActionDefinition<S, T>): FormAction<T>;
export function publicAction<S extends z.ZodType, T>(
  definition: PublicActionDefinition<S, T> & Partial<Showing<T, unknown>>,
): FormAction<unknown> {
  return async (_previous, form) =>
    answer(definition, definition.shows ?? whole, form, async () => {
      const input = readInput(definition.input, form);
      const runtime = await getRuntime();
      return definition.run({ input, runtime, facts: readRequestFacts(await headers()), now: new Date() });
    });
}
