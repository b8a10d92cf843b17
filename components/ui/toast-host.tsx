"use client";

import { type ComponentType, useEffect, useRef, useState } from "react";
import { type Notice, noticeEvent } from "./notify";

type Toasts = { Toaster: ComponentType; show: (notice: Notice) => void };

/** One per page, in the root layout: shows what `notify` sends. Renders nothing and fetches nothing before that. */
export function ToastHost() {
  const [toasts, setToasts] = useState<Toasts | null>(null);
  const waiting = useRef<Notice[]>([]);

  useEffect(() => {
    const take = (event: Event) => {
      waiting.current.push((event as CustomEvent<Notice>).detail);
      import("./sonner").then(
        ({ Toaster, showToast }) => setToasts({ Toaster, show: showToast }),
        () => undefined,
      );
    };
    window.addEventListener(noticeEvent, take);
    return () => window.removeEventListener(noticeEvent, take);
  }, []);

  // After the toaster's own effect, which is where it begins to listen.
  useEffect(() => {
    if (!toasts) return;
    for (const notice of waiting.current.splice(0)) toasts.show(notice);
  }, [toasts]);

  return toasts ? <toasts.Toaster /> : null;
}
