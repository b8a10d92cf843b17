"use client";

import { useEffect, useRef } from "react";

/**
 * Makes a `<details>` behave like a menu: Escape and a click or focus elsewhere close it. Without scripts it
 * still opens and closes by itself, so forms inside keep working.
 */
export function useDisclosure() {
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const element = details.current;
    if (!element) return;
    const leave = (event: Event): void => {
      if (element.open && event.target instanceof Node && !element.contains(event.target)) element.open = false;
    };
    const closeOnEscape = (event: KeyboardEvent): void => {
      if (event.key !== "Escape" || !element.open) return;
      element.open = false;
      element.querySelector("summary")?.focus();
    };
    document.addEventListener("pointerdown", leave);
    document.addEventListener("focusin", leave);
    element.addEventListener("keydown", closeOnEscape);
    return () => {
      document.removeEventListener("pointerdown", leave);
      document.removeEventListener("focusin", leave);
      element.removeEventListener("keydown", closeOnEscape);
    };
  }, []);
  return details;
}
