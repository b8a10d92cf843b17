import { isDate } from "node:util/types";
import type { Database, Db, SqlRow } from "@/lib/db/database";
import { isPortalError } from "@/lib/errors";
import type { Portal } from "@/lib/portal/portal";
import { tablesOfSchema } from "./tables";

/** Makes the portal under inspection, over the transaction in which one call is watched. */
export type PortalOf = (tx: Db) => Promise<Portal>;

export type Observation = {
  /** The answer as text; of a refusal its code and words. */
  text: string;
  kind: "answer" | "refusal" | "fault";
  /** True if a row changed that is not company A's. */
  touchedForeign: boolean;
};

type Method = (...args: unknown[]) => unknown;

/** An object and what it inherits from, but for what every object has. */
function ownersOf(value: object): object[] {
  const parent: unknown = Object.getPrototypeOf(value);
  return parent === null ? [] : [value, ...ownersOf(parent as object)];
}

/** Every function that a portal offers, by its path ("events.page"), inherited ones too. */
export function methodsOf(portal: object): Map<string, Method> {
  const methods = new Map<string, Method>();
  for (const [room, value] of Object.entries(portal)) {
    if (typeof value === "function") methods.set(room, value as Method);
    if (typeof value !== "object" || value === null || Array.isArray(value) || isDate(value)) continue;
    for (const owner of ownersOf(value)) {
      for (const name of Object.getOwnPropertyNames(owner)) {
        const member: unknown = Reflect.get(owner, name, value);
        if (typeof member === "function" && name !== "constructor" && !methods.has(`${room}.${name}`)) {
          methods.set(`${room}.${name}`, (...args) => Reflect.apply(member, value, args));
        }
      }
    }
  }
  return methods;
}

/** What a portal carries beside its functions, without the viewer's own account. */
export function dataOf(portal: Portal): string {
  const { viewer: _, ...rest } = portal;
  return textOf(rest);
}

/** JSON with the things JSON leaves out. */
export function textOf(value: unknown): string {
  const readable = (_: string, part: unknown): unknown => {
    if (typeof part === "bigint") return part.toString();
    if (part instanceof Map || part instanceof Set) return [...part];
    return part;
  };
  return JSON.stringify(value, readable) ?? "undefined";
}

async function drained(value: unknown): Promise<unknown> {
  if (typeof value !== "object" || value === null || !(Symbol.asyncIterator in value)) return value;
  const parts: unknown[] = [];
  for await (const part of value as AsyncIterable<unknown>) parts.push(part);
  return parts;
}

async function outcomeOf(method: Method, args: unknown[]): Promise<Pick<Observation, "text" | "kind">> {
  try {
    return { kind: "answer", text: textOf(await drained(await method(...args))) };
  } catch (error) {
    if (isPortalError(error)) return { kind: "refusal", text: textOf([error.code, error.message, error.fields]) };
    return { kind: "fault", text: String(error) };
  }
}

/** Every row that is not company A's, as text. */
async function foreignRows(tx: Db, ownCompanyId: number): Promise<string> {
  const tables = tablesOfSchema();
  const members = await tx.sql.query("SELECT user_id FROM app_auth_user_companies WHERE company_id = ?", [
    ownCompanyId,
  ]);
  const ownUsers = new Set(members.map((row) => Number(row.user_id)));
  const isOwn = (table: string, row: SqlRow): boolean => {
    if (table === "app_auth_companies") return Number(row.id) === ownCompanyId;
    if (table === "app_auth_users") return ownUsers.has(Number(row.id));
    return row.company_id !== undefined && row.company_id !== null && Number(row.company_id) === ownCompanyId;
  };
  const found: string[] = [];
  for (const table of tables) {
    const rows = await tx.sql.query(`SELECT * FROM ${table}`);
    found.push(...rows.filter((row) => !isOwn(table, row)).map((row) => `${table} ${textOf(row)}`));
  }
  return found.sort().join("\n");
}

class Undo extends Error {}

export type Observer = (portalOf: PortalOf, name: string, args: unknown[]) => Promise<Observation>;

/**
 * Calls one method at a time, each in a unit of work of its own that is undone, so that each call finds the database
 * as it is now. `ownCompanyId`: whose rows a call may change.
 */
export async function createObserver(db: Database, ownCompanyId: number): Promise<Observer> {
  const before = await db.unitOfWork((tx) => foreignRows(tx, ownCompanyId));
  return async (portalOf, name, args) => {
    let observation: Observation | undefined;
    const watched = db.unitOfWork(async (tx) => {
      const method = methodsOf(await portalOf(tx)).get(name);
      if (!method) throw new Error(`no method ${name}`);
      const outcome = await outcomeOf(method, args);
      const touchedForeign = (await foreignRows(tx, ownCompanyId)) !== before;
      observation = { ...outcome, touchedForeign };
      throw new Undo();
    });
    await watched.catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error;
    });
    if (!observation) throw new Error(`${name} was not observed`);
    return observation;
  };
}
