/** Both bundles of the process (server and pages) append; one keeps the copy of the head. */
const slot = Symbol.for("winauthmon.audit-appended");
type Shared = { [slot]?: (() => void) | null };

/** From now on `listener` is called whenever a link is about to be committed. Null: nobody listens any more. */
export function hearAppended(listener: (() => void) | null): void {
  (globalThis as Shared)[slot] = listener;
}

/** A link was written; its transaction is not committed yet. */
export function tellAppended(): void {
  (globalThis as Shared)[slot]?.();
}
