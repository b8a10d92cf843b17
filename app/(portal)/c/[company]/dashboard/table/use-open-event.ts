"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useState } from "react";
import { rowKey, type WireRow } from "../live/wire-row";

/**
 * `row` is the open event, `last` also the one that was just closed, for the drawer to slide away with.
 * The event whose details are open, kept in the address as `event`, so that it can be sent to somebody.
 * Opening one the browser has asks the server for nothing. `fromServer` is the one the address named at load.
 */
export function useOpenEvent(rows: readonly WireRow[], fromServer: WireRow | null) {
  const params = useSearchParams();
  const key = params.get("event");
  const [kept, setKept] = useState<WireRow | null>(null);
  const candidates = [...rows, fromServer, kept];
  const row = key === null ? null : (candidates.find((one) => one !== null && rowKey(one) === key) ?? null);
  // A live table may push the row off the page while its details are read.
  if (row !== null && row !== kept) setKept(row);

  const open = useCallback((next: string | null) => {
    const url = new URL(window.location.href);
    if (next === null) url.searchParams.delete("event");
    else url.searchParams.set("event", next);
    const change = next === null ? "replaceState" : "pushState";
    window.history[change](null, "", url);
  }, []);
  return { row, last: row ?? kept, key, open };
}
