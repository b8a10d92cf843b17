import type { WireRow } from "./wire-row";

/** `ended`: the viewer is signed out or may no longer see this company. */
export type StreamState = "connecting" | "live" | "reconnecting" | "ended";

/** What is used of an EventSource. */
export type StreamSource = {
  addEventListener(name: string, listen: (message: { data?: unknown }) => void): void;
  close(): void;
};

/** What is used of the document. */
export type Visibility = {
  readonly hidden: boolean;
  addEventListener(name: "visibilitychange", listen: () => void): void;
  removeEventListener(name: "visibilitychange", listen: () => void): void;
};

export type Following = {
  open: (cursor: string) => StreamSource;
  page: Visibility;
  cursor: string;
  /** New rows, or none, and the place after them. */
  onRows: (rows: WireRow[], cursor: string) => void;
  onState: (state: StreamState) => void;
};

const firstRetryMs = 1000;
const longestRetryMs = 30_000;
/** Long enough to look at another tab and come back without a new connection. */
const parkAfterMs = 15_000;

/**
 * Keeps one stream open while the page is seen, and connects again from the last cursor, waiting longer each time.
 * A page out of sight gives its connection back: a browser has six for all tabs of one host, so more open dashboards
 * than that would keep the portal from answering at all. Gives what ends it.
 */
export function followStream({ open, page, cursor: start, onRows, onState }: Following): () => void {
  let cursor = start;
  let source: StreamSource | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let park: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;

  function disconnect(): void {
    clearTimeout(retry);
    clearTimeout(park);
    retry = undefined;
    park = undefined;
    source?.close();
    source = null;
  }

  function stop(): void {
    disconnect();
    page.removeEventListener("visibilitychange", look);
  }

  function connect(): void {
    retry = undefined;
    const opened = open(cursor);
    source = opened;
    /** A connection that was given up has nothing more to say. */
    const on = (name: string, listen: (message: { data?: unknown }) => void): void =>
      opened.addEventListener(name, (message) => {
        if (source === opened) listen(message);
      });
    on("open", () => {
      failures = 0;
      onState("live");
    });
    on("events", ({ data }) => {
      const message = JSON.parse(String(data)) as { rows: WireRow[]; cursor: string };
      cursor = message.cursor;
      onRows(message.rows, cursor);
    });
    on("signed-out", () => {
      stop();
      onState("ended");
    });
    on("error", () => {
      disconnect();
      onState("reconnecting");
      // Out of sight there is no hurry: coming back connects.
      if (page.hidden) return;
      retry = setTimeout(connect, Math.min(longestRetryMs, firstRetryMs * 2 ** failures));
      failures += 1;
    });
  }

  function look(): void {
    clearTimeout(park);
    park = undefined;
    if (page.hidden) {
      park = setTimeout(disconnect, parkAfterMs);
    } else if (source === null) {
      // Somebody looks: whatever was waited for, it is tried now.
      clearTimeout(retry);
      failures = 0;
      onState("reconnecting");
      connect();
    }
  }

  page.addEventListener("visibilitychange", look);
  if (!page.hidden) connect();
  return stop;
}
