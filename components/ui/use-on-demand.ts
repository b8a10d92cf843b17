"use client";

import { type ComponentType, useState } from "react";

export type OnDemand<P> = {
  /** Null until it is wanted and fetched. */
  Part: ComponentType<P> | null;
  /** For the plain button that stands there until then. */
  trigger: { onClick: () => void; onPointerEnter: () => void; onFocus: () => void };
};

/**
 * A part whose code is fetched when the pointer or the focus comes near its button, and that takes the button's place
 * when it is pressed. The part must render open, with the same button as its trigger, and take the focus.
 */
export function useOnDemand<P>(load: () => Promise<ComponentType<P>>): OnDemand<P> {
  const [Part, setPart] = useState<ComponentType<P> | null>(null);
  const prepare = () => {
    load().catch(() => undefined);
  };
  const show = () => {
    load().then(
      (part) => setPart(() => part),
      // The code is no longer there: the server runs a newer build, so the page must be fetched anew.
      () => window.location.reload(),
    );
  };
  return { Part, trigger: { onClick: show, onPointerEnter: prepare, onFocus: prepare } };
}
