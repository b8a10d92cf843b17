import type { EventRow } from "../event";
import { encodeLiveCursor, type LiveCursor } from "../reading/cursor";

/** New events for one stream. `cursor` names the place after them: whoever comes back with it misses nothing. */
export type LiveMessage = {
  rows: readonly EventRow[];
  cursor: string;
  /** `{rows, cursor}` as JSON, instants as ISO text; made once for all streams that carry the message. */
  text: string;
};

/** The most rows in one message. */
export const rowsInMessage = 500;

export function liveMessage(rows: readonly EventRow[], place: LiveCursor): LiveMessage {
  const cursor = encodeLiveCursor(place);
  return { rows, cursor, text: JSON.stringify({ rows, cursor }) };
}
