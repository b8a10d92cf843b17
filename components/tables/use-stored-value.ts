"use client";

import { useCallback, useSyncExternalStore } from "react";

const changed = "stored-value";

function subscribe(onChange: () => void): () => void {
  window.addEventListener("storage", onChange);
  window.addEventListener(changed, onChange);
  return () => {
    window.removeEventListener("storage", onChange);
    window.removeEventListener(changed, onChange);
  };
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function noValue(): null {
  return null;
}

/**
 * A preference kept in localStorage and shared by all users of the same key, other tabs included.
 * `parse` gets null while rendering on the server, on the first render in the browser, and when nothing is stored;
 * it must take any text, for the text may be of an older version or tampered with.
 */
export function useStoredValue<T>(
  key: string,
  parse: (text: string | null) => T,
  format: (value: T) => string,
): [T, (value: T) => void] {
  const text = useSyncExternalStore(
    subscribe,
    useCallback(() => read(key), [key]),
    noValue,
  );
  const write = useCallback(
    (value: T) => {
      try {
        localStorage.setItem(key, format(value));
      } catch {
        // A full or forbidden storage loses the preference, not the page.
      }
      window.dispatchEvent(new Event(changed));
    },
    [key, format],
  );
  return [parse(text), write];
}
