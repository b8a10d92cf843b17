import type { Db, SqlValue } from "@/lib/db/database";
import { placeholders } from "@/lib/db/sql";
import type { EventRow } from "../event";
import { eventRowOf, rowColumns } from "./row";
import { integers } from "./where";

export type EventKey = { companyId: number; id: string };

export const keyText = (key: EventKey): string => `${key.companyId}.${key.id}`;

/** The order of a table sorted by time, oldest first: ids begin with the instant; the company breaks ties. */
export function compareKeys(a: EventKey, b: EventKey): number {
  if (a.id !== b.id) return a.id < b.id ? -1 : 1;
  return a.companyId - b.companyId;
}

const keysInStatement = 500;

/** The events of these keys, by primary key, in the order of the keys; a key without a row is left out. */
export async function rowsOfKeys(db: Pick<Db, "sql">, keys: readonly EventKey[]): Promise<EventRow[]> {
  const found = new Map<string, EventRow>();
  for (let at = 0; at < keys.length; at += keysInStatement) {
    const byCompany = new Map<number, string[]>();
    for (const { companyId, id } of keys.slice(at, at + keysInStatement)) {
      const ids = byCompany.get(companyId);
      if (ids) ids.push(id);
      else byCompany.set(companyId, [id]);
    }
    const parts: string[] = [];
    const values: SqlValue[] = [];
    for (const [companyId, ids] of byCompany) {
      parts.push(
        `SELECT ${rowColumns("l")} FROM api_logs l
          WHERE l.company_id = ${integers([companyId])} AND l.id IN (${placeholders(ids.length)})`,
      );
      values.push(...ids);
    }
    for (const row of await db.sql.query(parts.join(" UNION ALL "), values)) {
      const event = eventRowOf(row);
      found.set(keyText(event), event);
    }
  }
  return keys.flatMap((key) => found.get(keyText(key)) ?? []);
}
