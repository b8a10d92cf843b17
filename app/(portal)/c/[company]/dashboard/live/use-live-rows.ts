"use client";

import { useCallback, useEffect, useMemo, useState } from "react";
import type { StreamState } from "./follow-stream";
import { noLiveRows, receive, release, settle, tableRows } from "./live-rows";
import { type LiveFilter, matches } from "./matches";
import { useEventStream } from "./use-event-stream";
import { useThrottledRefresh } from "./use-throttled-refresh";
import { type Names, rowKey, type WireRow } from "./wire-row";

export type LiveInput = {
  company: string;
  /** Another key is another question: what the stream brought for the old one is forgotten. */
  question: string;
  /** Where the stream begins for this question. */
  cursor: string;
  page: readonly WireRow[];
  /** More rows follow the page. */
  hasMore: boolean;
  filter: LiveFilter;
  names: Names;
  /** False unless the table shows the newest rows first, from the newest. */
  atNewest: boolean;
  paused: boolean;
  scrolled: boolean;
};

export type LiveView = {
  rows: WireRow[];
  /** Keys of the rows that slid in. */
  arrived: ReadonlySet<string>;
  waiting: number;
  overflowed: boolean;
  state: StreamState;
  /** Lets waiting rows in. */
  showWaiting: () => void;
};

export function useLiveRows(input: LiveInput): LiveView {
  const { page, hasMore, filter, names, atNewest, paused, scrolled } = input;
  const [live, setLive] = useState(noLiveRows);
  const [settledPage, setSettledPage] = useState(page);
  const [asked, setAsked] = useState(input.question);
  const hold = paused || scrolled || !atNewest;
  const refreshSoon = useThrottledRefresh(!hold);

  if (asked !== input.question) {
    setAsked(input.question);
    setSettledPage(page);
    setLive(noLiveRows);
  } else if (settledPage !== page) {
    setSettledPage(page);
    setLive((state) => {
      if (!atNewest) return state;
      const settled = settle(state, page, hasMore);
      return hold ? settled : release(settled);
    });
  }

  const state = useEventStream(input.company, { key: input.question, cursor: input.cursor }, (rows) => {
    const fitting = rows.filter((row) => matches(row, filter, names));
    if (fitting.length > 0) setLive((before) => receive(before, page, fitting, hold).state);
    refreshSoon();
  });

  const showWaiting = useCallback(() => {
    setLive(release);
    refreshSoon();
  }, [refreshSoon]);

  // Back at the top, or no longer paused: what waited belongs on screen.
  useEffect(() => {
    if (!hold) setLive((before) => (before.waiting.length > 0 ? release(before) : before));
  }, [hold]);

  const shown = live.shown;
  const rows = useMemo(
    () => (atNewest ? tableRows(page, shown, hasMore) : [...page]),
    [atNewest, page, shown, hasMore],
  );
  const arrived = useMemo(() => new Set(shown.map(rowKey)), [shown]);
  return { rows, arrived, waiting: live.waiting.length, overflowed: live.overflowed, state, showWaiting };
}
