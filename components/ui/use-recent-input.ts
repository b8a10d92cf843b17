"use client";

import { useCallback, useEffect, useRef } from "react";

const recentMs = 10 * 60_000;
const inputs = ["pointerdown", "pointermove", "wheel", "keydown"] as const;

/**
 * Whether somebody touched pointer or keys within ten minutes, or came to this page: what a page does by itself must
 * not keep the session of a viewer who has gone away. `onReturn` runs at the first input after a longer absence.
 */
export function useRecentInput(onReturn: () => void): () => boolean {
  const lastAt = useRef<number | null>(null);
  const returned = useRef(onReturn);
  returned.current = onReturn;
  const isRecent = useCallback(() => {
    lastAt.current ??= performance.now();
    return performance.now() - lastAt.current <= recentMs;
  }, []);

  useEffect(() => {
    const note = (): void => {
      const wasAway = !isRecent();
      lastAt.current = performance.now();
      if (wasAway) returned.current();
    };
    isRecent();
    for (const name of inputs) document.addEventListener(name, note, { capture: true, passive: true });
    return () => {
      for (const name of inputs) document.removeEventListener(name, note, { capture: true });
    };
  }, [isRecent]);

  return isRecent;
}
