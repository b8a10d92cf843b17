"use client";

import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { WireRow } from "./wire-row";

/** `ended`: the viewer is signed out or may no longer see this company. */
export type StreamState = "connecting" | "live" | "reconnecting" | "ended";

const firstRetryMs = 1000;
const longestRetryMs = 30_000;

type StreamMessage = { rows: WireRow[]; cursor: string };

/**
 * Follows the stream of new events and calls `onRows` for each message. Connects again by itself from the last
 * cursor, waiting longer each time, so nothing between is lost; the stream re-reads a little, so a row may come
 * twice and the caller drops doubles. Another `start.key` begins anew at `start.cursor`. While the tab is hidden the connection stays.
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
    let source: EventSource | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let failures = 0;

    takePlace(start.key);
    const connect = (): void => {
      const query = new URLSearchParams({ company, cursor: cursor.current });
      source = new EventSource(`/api/events/stream?${query}`);
      source.addEventListener("open", () => {
        failures = 0;
        setState("live");
      });
      source.addEventListener("events", (message: MessageEvent<string>) => {
        const { rows, cursor: next } = JSON.parse(message.data) as StreamMessage;
        cursor.current = next;
        if (rows.length > 0) deliver(rows);
      });
      source.addEventListener("signed-out", () => {
        source?.close();
        setState("ended");
      });
      source.addEventListener("error", () => {
        source?.close();
        setState("reconnecting");
        const wait = Math.min(longestRetryMs, firstRetryMs * 2 ** failures);
        failures += 1;
        timer = setTimeout(connect, wait);
      });
    };
    connect();
    return () => {
      clearTimeout(timer);
      source?.close();
    };
  }, [company, start.key]);

  return state;
}
