"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Asks for the page again as long as it is shown: the page leaves it out once there is nothing to wait for. */
export function RefreshWhile({ everyMs }: { everyMs: number }) {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), everyMs);
    return () => clearInterval(timer);
  }, [router, everyMs]);
  return null;
}
