import { rowKey, type WireRow } from "./wire-row";

/** More than this is not kept in the browser: showing it means asking the server for the page again. */
export const waitingLimit = 1000;

/** What the stream has brought since the page on screen was read. */
export type LiveRows = {
  /** In the table, unless older than all of a full page. */
  shown: readonly WireRow[];
  /** Held back while paused, scrolled or not on the first page, or because `shown` is full. */
  waiting: readonly WireRow[];
  /** True once `waiting` had to let rows go. */
  overflowed: boolean;
};

export const noLiveRows: LiveRows = { shown: [], waiting: [], overflowed: false };

/** Newest first. An id begins with its instant, so ids order by time; two companies may share an id. */
export function newestFirst(a: WireRow, b: WireRow): number {
  if (a.id !== b.id) return a.id < b.id ? 1 : -1;
  return b.companyId - a.companyId;
}

/** `fresh` must already match the filter. What is known (in the page or from the stream) is dropped. */
export function receive(
  state: LiveRows,
  page: readonly WireRow[],
  fresh: readonly WireRow[],
  hold: boolean,
): { state: LiveRows; added: number } {
  const known = new Set([...page, ...state.shown, ...state.waiting].map(rowKey));
  const added: WireRow[] = [];
  for (const row of fresh) {
    const key = rowKey(row);
    if (known.has(key)) continue;
    known.add(key);
    added.push(row);
  }
  if (added.length === 0) return { state, added: 0 };
  const all = { ...state, waiting: [...state.waiting, ...added] };
  const next = hold ? all : release(all);
  return {
    state: {
      ...next,
      waiting: next.waiting.slice(0, waitingLimit),
      overflowed: next.overflowed || next.waiting.length > waitingLimit,
    },
    added: added.length,
  };
}

/**
 * Lets the waiting rows into the table, as far as the limit goes: a page that is not read again for hours (its tab is
 * out of sight) must not grow all that time. What finds no room waits on until the page is read again.
 */
export function release(state: LiveRows): LiveRows {
  const room = Math.max(0, waitingLimit - state.shown.length);
  const waiting = state.waiting.slice(room);
  return {
    shown: [...state.shown, ...state.waiting.slice(0, room)],
    waiting,
    overflowed: state.overflowed && waiting.length > 0,
  };
}

/** After the page was read again: what it holds, and what lies behind its end, is no longer ours to show. */
export function settle(state: LiveRows, page: readonly WireRow[], hasMore: boolean): LiveRows {
  if (state.shown.length === 0 && state.waiting.length === 0) return state;
  const inPage = new Set(page.map(rowKey));
  const last = page.at(-1);
  const stays = (row: WireRow): boolean =>
    !inPage.has(rowKey(row)) && !(hasMore && last !== undefined && newestFirst(last, row) < 0);
  return { shown: state.shown.filter(stays), waiting: state.waiting.filter(stays), overflowed: false };
}

/** The rows of the table: page and live rows in the order of their time, each once. */
export function tableRows(page: readonly WireRow[], shown: readonly WireRow[], hasMore: boolean): WireRow[] {
  if (shown.length === 0) return [...page];
  const rows = new Map(
    [...page, ...settle({ ...noLiveRows, shown }, page, hasMore).shown].map((row) => [rowKey(row), row]),
  );
  return [...rows.values()].sort(newestFirst);
}
