import { type CompanyScope, narrow } from "@/lib/access/scope";
import { type CompanyRole, companyRoles, type GlobalRole, globalRoles, rankIn, type Viewer } from "@/lib/access/viewer";
import { type SessionRecord, sessionStore } from "@/lib/auth/store";
import type { Db, SqlRow, SqlValue } from "@/lib/db/database";
import { instantOf, limitClause } from "@/lib/db/sql";
import { type UserState, userStates } from "./schema";
import { knownWord } from "./store";
import {
  behind,
  type Column,
  isMemberOf,
  type Piece,
  stretchesOf,
  type UserCursor,
  type UserFilter,
  type UserSort,
  wherePieces,
} from "./user-filter";

/** A portal user as administrators see one. Never a hash or a secret. */
export type PortalUser = {
  id: number;
  username: string;
  email: string;
  globalRole: GlobalRole;
  state: UserState;
  deletedAt: Date | null;
  mfaEnabled: boolean;
  /** The override of the installation's policy; null inherits it. */
  mfaRequired: boolean | null;
  mustChangePassword: boolean;
  lastSignInAt: Date | null;
  createdAt: Date;
  /** Memberships in companies of the scope, by company. */
  companies: { companyId: number; role: CompanyRole }[];
  /** Belongs to a company outside the scope too. Which one is not said. */
  belongsElsewhere: boolean;
};

export type PortalUserSession = Pick<
  SessionRecord,
  "id" | "ip" | "userAgent" | "lastSeenAt" | "createdAt" | "remember"
>;

/** With the living sessions; null where the account is not wholly inside the scope. */
export type PortalUserDetail = PortalUser & { sessions: PortalUserSession[] | null };

export type UserPage = {
  rows: PortalUser[];
  next: UserCursor | null;
  previous: UserCursor | null;
  /** How many fit the filter; exact up to `exactTotal`, else one more than it. */
  total: number;
};

export const exactTotal = 10_000;
const largestPage = 500;

const columns = {
  id: true,
  username: true,
  email: true,
  role: true,
  state: true,
  deletedAt: true,
  mfaEnabled: true,
  mfaRequired: true,
  mustChangePassword: true,
  lastSignInAt: true,
  createdAt: true,
  memberships: {
    where: { company: { deletedAt: null } },
    select: { companyId: true, role: true },
    orderBy: { companyId: "asc" },
  },
} as const;

/** Whose members an administrator sees here: the companies of the scope in which the viewer is Admin or above. */
export function companiesSeenBy(viewer: Pick<Viewer, "globalRole" | "memberships">, scope: CompanyScope): number[] {
  return scope.companyIds.filter((companyId) => ["Admin", "GlobalAdmin"].includes(rankIn(viewer, companyId)));
}

type Who = Pick<Viewer, "globalRole" | "memberships">;

/**
 * Portal users that an administrator sees: members of the companies in which they rank as Admin. `whole`: nothing
 * is narrowed; there a GlobalAdmin sees everybody, also who is in no company.
 */
export function userStore(db: Db, scope: CompanyScope, viewer: Who, { whole }: { whole: boolean }) {
  const seen = companiesSeenBy(viewer, scope);
  const seesEverybody = viewer.globalRole === "GlobalAdmin" && whole;
  const visible: Piece[] = seesEverybody ? [] : [isMemberOf(seen)];

  function shown(row: { role: string; state: string; memberships: { companyId: number; role: string }[] } & RowRest) {
    const { role, state, memberships, ...rest } = row;
    const inside = memberships.filter((entry) => narrow(scope, entry.companyId).companyIds.length > 0);
    return {
      ...rest,
      globalRole: knownWord(globalRoles, role, "User"),
      state: knownWord(userStates, state, "disabled"),
      companies: inside.map((entry) => ({
        companyId: entry.companyId,
        role: knownWord(companyRoles, entry.role, "User"),
      })),
      belongsElsewhere: inside.length < memberships.length,
    } satisfies PortalUser;
  }

  async function rowsOf(ids: readonly number[]): Promise<PortalUser[]> {
    if (ids.length === 0) return [];
    const rows = await db.prisma.user.findMany({ where: { id: { in: [...ids] } }, select: columns });
    const byId = new Map(rows.map((row) => [row.id, shown(row)]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  async function countOf(pieces: readonly Piece[]): Promise<number> {
    const where = joined(pieces);
    const some = `SELECT u.id FROM app_auth_users u WHERE ${where.sql} ORDER BY u.id ${limitClause(db.engine, exactTotal + 1)}`;
    const [row] = await db.sql.query(`SELECT COUNT(*) AS n FROM (${some}) counted`, where.values);
    return Number(row?.n ?? 0);
  }

  /** Up to `size` (at most 500) users in the order of `sort`, from `cursor` on. */
  async function list(
    filter: UserFilter,
    { sort, size, cursor }: { sort: UserSort; size: number; cursor?: UserCursor | null },
  ): Promise<UserPage> {
    const where = [...visible, ...wherePieces(filter, seen)];
    const take = Math.max(1, Math.min(size, largestPage));
    const [places, total] = await Promise.all([walk(db, where, sort, cursor ?? null, take + 1), countOf(where)]);
    const back = cursor?.side === "before";
    const more = places.length > take;
    const kept = back ? places.slice(0, take).reverse() : places.slice(0, take);
    const end = (place: Place | undefined, side: UserCursor["side"]): UserCursor | null =>
      place ? { side, stretch: place.stretch, values: place.values } : null;
    return {
      rows: await rowsOf(kept.map((place) => place.id)),
      next: back || more ? end(kept.at(-1), "after") : null,
      previous: (back ? more : cursor) ? end(kept[0], "before") : null,
      total,
    };
  }

  /** One user with their living sessions at `now`; null for one outside, as for one that does not exist. */
  async function find(userId: number, now: Date): Promise<PortalUserDetail | null> {
    const where = joined([{ sql: "u.id = ?", values: [userId] }, ...visible]);
    if (!Number.isInteger(userId) || userId < 1 || userId > 2_147_483_647) return null;
    const [found] = await db.sql.query(`SELECT u.id FROM app_auth_users u WHERE ${where.sql}`, where.values);
    const [user] = found ? await rowsOf([userId]) : [];
    if (!user) return null;
    if (!seesEverybody && user.belongsElsewhere) return { ...user, sessions: null };
    const sessions = await sessionStore(db).list(userId, now);
    return {
      ...user,
      sessions: sessions.map(({ id, ip, userAgent, lastSeenAt, createdAt, remember }) => ({
        id,
        ip,
        userAgent,
        lastSeenAt,
        createdAt,
        remember,
      })),
    };
  }

  /** How many wait for approval; only a GlobalAdmin approves, so nobody else is told. */
  async function pendingCount(): Promise<number> {
    return seesEverybody ? db.prisma.user.count({ where: { state: "pending", deletedAt: null } }) : 0;
  }

  return { list, find, pendingCount };
}

type RowRest = Omit<PortalUser, "globalRole" | "state" | "companies" | "belongsElsewhere">;

function joined(pieces: readonly Piece[]): Piece {
  return {
    sql: pieces.map((piece) => piece.sql).join(" AND "),
    values: pieces.flatMap((piece) => piece.values),
  };
}

type Place = { id: number; stretch: number; values: (string | number)[] };

const flipped = { asc: "desc", desc: "asc" } as const;

/** The places of `limit` rows from the cursor on, nearest first; backwards for a cursor "before". */
async function walk(
  db: Db,
  where: readonly Piece[],
  sort: UserSort,
  cursor: UserCursor | null,
  limit: number,
): Promise<Place[]> {
  const back = cursor?.side === "before";
  const direction = back ? flipped[sort.direction] : sort.direction;
  const stretches = stretchesOf(sort).map((stretch, number) => ({ ...stretch, number }));
  const ahead = stretches.filter(
    ({ number }) => !cursor || (back ? number <= cursor.stretch : number >= cursor.stretch),
  );
  const places: Place[] = [];
  for (const { number, columns: keys, where: inside } of back ? ahead.reverse() : ahead) {
    if (places.length >= limit) break;
    const beyond = cursor?.stretch === number ? [behind(keys, cursor.values.map(valueIn(keys)), direction)] : [];
    const all = joined([...where, ...(inside ? [{ sql: inside, values: [] }] : []), ...beyond]);
    const selected = [...new Set<string>(["u.id", ...keys])].join(", ");
    const order = keys.map((column) => `${column} ${direction.toUpperCase()}`).join(", ");
    const rows = await db.sql.query(
      `SELECT ${selected} FROM app_auth_users u WHERE ${all.sql} ORDER BY ${order} ${limitClause(db.engine, limit - places.length)}`,
      all.values,
    );
    places.push(...rows.map((row) => ({ id: Number(row.id), stretch: number, values: keys.map(placeIn(row)) })));
  }
  return places;
}

const isInstantColumn = (column: Column | undefined): boolean =>
  column === "u.created_at" || column === "u.last_sign_in_at";

/** A value of a cursor as the statement takes it. */
const valueIn =
  (keys: readonly Column[]) =>
  (value: string | number, index: number): SqlValue =>
    isInstantColumn(keys[index]) ? new Date(Number(value)) : value;

/** A value of a row as a cursor keeps it. */
const placeIn =
  (row: SqlRow) =>
  (column: Column): string | number => {
    const value = row[column.slice(2)];
    if (isInstantColumn(column)) return instantOf(value).getTime();
    return column === "u.id" ? Number(value) : String(value);
  };
