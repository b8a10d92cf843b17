"use client";

import { useEffect, useRef, useState } from "react";

/**
 * True while the marked place has left the window at its top: the reader is further down. What lies below the
 * window counts as inside it, so that a jump from above to below (the End key) is noticed too.
 */
export function useScrolledPast<T extends HTMLElement>() {
  const mark = useRef<T>(null);
  const [past, setPast] = useState(false);
  useEffect(() => {
    const element = mark.current;
    if (!element) return;
    const observer = new IntersectionObserver(
      (entries) => {
        const entry = entries.at(-1);
        if (entry) setPast(!entry.isIntersecting);
      },
      // The bar on top covers the first 48 px of the window.
      { rootMargin: "-48px 0px 1000000px 0px" },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { mark, past };
}
