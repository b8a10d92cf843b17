import type { GlobalRole } from "@/lib/access/viewer";
import type { SqlValue } from "@/lib/db/database";
import { containsClause, containsPattern } from "@/lib/db/sql";
import { fold } from "@/lib/fold";
import type { UserState } from "./schema";

export type UserFilter = {
  /** Part of a user name or e-mail address, in any case. */
  search?: string;
  /** Absent: everybody who is not deleted. */
  state?: UserState | "deleted";
  /** "CompanyAdmin": whoever is one in a company of the scope. */
  role?: GlobalRole | "CompanyAdmin";
  /** "none": in no company. */
  companyId?: number | "none";
  secondFactor?: "on" | "off" | "required" | "exempt";
};

export const userSortColumns = ["name", "signedIn", "created"] as const;
export type UserSort = { by: (typeof userSortColumns)[number]; direction: "asc" | "desc" };

/** A part of a statement and the values of its placeholders. */
export type Piece = { sql: string; values: readonly SqlValue[] };

function integers(numbers: readonly number[]): string {
  if (!numbers.every(Number.isSafeInteger)) throw new RangeError("A list for SQL holds something that is no integer.");
  return numbers.length === 0 ? "NULL" : [...new Set(numbers)].join(", ");
}

/** `u` is a member of one of these companies. */
export function isMemberOf(companyIds: readonly number[], role?: "CompanyAdmin"): Piece {
  const isRole = role === undefined ? "" : " AND m.role = ?";
  return {
    sql: `EXISTS (SELECT 1 FROM app_auth_user_companies m WHERE m.user_id = u.id AND m.company_id IN (${integers(companyIds)})${isRole})`,
    values: role === undefined ? [] : [role],
  };
}

const inNoCompany: Piece = {
  sql: `NOT EXISTS (SELECT 1 FROM app_auth_user_companies m JOIN app_auth_companies c ON c.id = m.company_id
    WHERE m.user_id = u.id AND c.deleted_at IS NULL)`,
  values: [],
};

const nobody: Piece = { sql: "1 = 0", values: [] };

function secondFactorPiece(wanted: NonNullable<UserFilter["secondFactor"]>): Piece {
  if (wanted === "on" || wanted === "off") return { sql: "u.mfa_enabled = ?", values: [wanted === "on"] };
  return { sql: "u.mfa_required = ?", values: [wanted === "required"] };
}

/** What of `app_auth_users u` fits the filter. `companyIds`: whose members the viewer sees at all. */
export function wherePieces(filter: UserFilter, companyIds: readonly number[]): Piece[] {
  const isDeleted = filter.state === "deleted";
  const pieces: Piece[] = [{ sql: `u.deleted_at IS ${isDeleted ? "NOT " : ""}NULL`, values: [] }];
  if (filter.state && !isDeleted) pieces.push({ sql: "u.state = ?", values: [filter.state] });
  const text = fold(filter.search ?? "");
  if (text !== "") {
    const pattern = containsPattern(text);
    const clause = `(${containsClause("u.username_folded")} OR ${containsClause("u.email_folded")})`;
    pieces.push({ sql: clause, values: [pattern, pattern] });
  }
  if (filter.role === "CompanyAdmin") pieces.push(isMemberOf(companyIds, "CompanyAdmin"));
  else if (filter.role) pieces.push({ sql: "u.role = ?", values: [filter.role] });
  if (filter.companyId === "none") pieces.push(inNoCompany);
  else if (filter.companyId !== undefined) {
    pieces.push(companyIds.includes(filter.companyId) ? isMemberOf([filter.companyId]) : nobody);
  }
  if (filter.secondFactor) pieces.push(secondFactorPiece(filter.secondFactor));
  return pieces;
}

/**
 * A stretch of the sorted list in which no sorted value is empty: engines disagree where an empty instant sorts.
 * `columns` make each row's place unique.
 */
type Stretch = { where: string | null; columns: readonly Column[] };
export type Column = "u.username_folded" | "u.created_at" | "u.last_sign_in_at" | "u.id";

const signedIn: Stretch = { where: "u.last_sign_in_at IS NOT NULL", columns: ["u.last_sign_in_at", "u.id"] };
const neverSignedIn: Stretch = { where: "u.last_sign_in_at IS NULL", columns: ["u.id"] };

/** The list from its beginning: who never signed in counts as longest ago. */
export function stretchesOf(sort: UserSort): readonly Stretch[] {
  if (sort.by === "name") return [{ where: null, columns: ["u.username_folded"] }];
  if (sort.by === "created") return [{ where: null, columns: ["u.created_at", "u.id"] }];
  return sort.direction === "desc" ? [signedIn, neverSignedIn] : [neverSignedIn, signedIn];
}

/** Rows behind a place: `(a, b) > (?, ?)` written so that every engine takes it. */
export function behind(columns: readonly Column[], values: readonly SqlValue[], direction: "asc" | "desc"): Piece {
  const sign = direction === "asc" ? ">" : "<";
  const steps = columns.map((column, place): Piece => {
    const same = columns.slice(0, place).map((name) => `${name} = ?`);
    return { sql: [...same, `${column} ${sign} ?`].join(" AND "), values: values.slice(0, place + 1) };
  });
  return { sql: `(${steps.map((step) => step.sql).join(" OR ")})`, values: steps.flatMap((step) => step.values) };
}

/** Where a page of the list ends. `values`: those of the stretch's columns, instants in milliseconds. */
export type UserCursor = { side: "after" | "before"; stretch: number; values: readonly (string | number)[] };

export function encodeUserCursor({ side, stretch, values }: UserCursor, sort: UserSort): string {
  return Buffer.from(JSON.stringify([side, sort.by, sort.direction, stretch, ...values])).toString("base64url");
}

const isText = (value: unknown): boolean =>
  typeof value === "string" && value.length <= 64 && /^[^\p{Cc}\p{Cs}]*$/u.test(value);
const isId = (value: unknown): boolean => Number.isInteger(value) && Number(value) > 0 && Number(value) < 2 ** 31;
const isInstant = (value: unknown): boolean => Number.isInteger(value) && Math.abs(Number(value)) < 4e12;

/** Null for a text that is no cursor of this order: the list then starts at its first page. It carries no right. */
export function decodeUserCursor(text: string | null | undefined, sort: UserSort): UserCursor | null {
  if (!text || text.length > 512) return null;
  let place: unknown;
  try {
    place = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
  } catch {
    return null;
  }
  if (!Array.isArray(place)) return null;
  const [side, by, direction, stretch, ...values] = place as unknown[];
  if (side !== "after" && side !== "before") return null;
  if (by !== sort.by || direction !== sort.direction || typeof stretch !== "number") return null;
  const columns = stretchesOf(sort)[stretch]?.columns;
  if (!columns || columns.length !== values.length) return null;
  const fits = columns.every((column, index) => {
    if (column === "u.username_folded") return isText(values[index]);
    return column === "u.id" ? isId(values[index]) : isInstant(values[index]);
  });
  return fits ? { side, stretch, values: values as (string | number)[] } : null;
}
