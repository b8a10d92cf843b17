"use client";

import { useEffect, useEffectEvent, useRef, useState } from "react";
import { followStream, type StreamState } from "./follow-stream";
import type { WireRow } from "./wire-row";

/**
 * Follows the stream of new events and calls `onRows` for each message that has rows. After a break or a time out of
 * sight it goes on from the last cursor, so nothing between is lost; the stream re-reads a little, so a row may come
 * twice and the caller drops doubles. Another `start.key` begins anew at `start.cursor`.
 */
export function useEventStream(
  company: string,
  start: { key: string; cursor: string },
  onRows: (rows: WireRow[]) => void,
): StreamState {
  const [state, setState] = useState<StreamState>("connecting");
  const cursor = useRef(start.cursor);
  const begun = useRef(start.key);
  const deliver = useEffectEvent(onRows);
  const takePlace = useEffectEvent((key: string) => {
    if (begun.current !== key) cursor.current = start.cursor;
    begun.current = key;
  });

  useEffect(() => {
    takePlace(start.key);
    return followStream({
      open: (from) => new EventSource(`/api/events/stream?${new URLSearchParams({ company, cursor: from })}`),
      page: document,
      cursor: cursor.current,
      onState: setState,
      onRows: (rows, next) => {
        cursor.current = next;
        if (rows.length > 0) deliver(rows);
      },
    });
  }, [company, start.key]);

  return state;
}
