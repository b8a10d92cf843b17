"use client";

import { useEffect, useRef, useState } from "react";

/** True while the marked place has left the window at its top: the reader is further down. */
export function useScrolledPast<T extends HTMLElement>() {
  const mark = useRef<T>(null);
  const [past, setPast] = useState(false);
  useEffect(() => {
    const element = mark.current;
    if (!element) return;
    const observer = new IntersectionObserver(
      (entries) => {
        const entry = entries.at(-1);
        if (entry) setPast(!entry.isIntersecting && entry.boundingClientRect.top < (entry.rootBounds?.top ?? 0));
      },
      // The bar on top covers the first 48 px of the window.
      { rootMargin: "-48px 0px 0px 0px" },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { mark, past };
}
