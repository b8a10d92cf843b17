"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useTransition } from "react";
import { useRecentInput } from "@/components/ui/use-recent-input";

const everyMs = 15_000;

/**
 * Reads the page again from the server, at most every 15 s however often it is asked, and never while
 * `allowed` is false, the tab is hidden or nobody is there: then the wish is kept until it may.
 */
export function useThrottledRefresh(allowed: boolean): () => void {
  const router = useRouter();
  const [, startTransition] = useTransition();
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const lastAt = useRef<number | null>(null);
  const wanted = useRef(false);
  const mayRun = useRef(allowed);
  mayRun.current = allowed;
  const isAttended = useRecentInput(() => plan());

  const run = useCallback(() => {
    timer.current = undefined;
    if (!wanted.current || !mayRun.current || document.hidden || !isAttended()) return;
    wanted.current = false;
    lastAt.current = performance.now();
    startTransition(() => router.refresh());
  }, [router, isAttended]);

  const plan = useCallback(() => {
    if (timer.current !== undefined || !wanted.current) return;
    // The page was just read when it appeared, so the first wish waits its time too.
    lastAt.current ??= performance.now();
    timer.current = setTimeout(run, Math.max(0, lastAt.current + everyMs - performance.now()));
  }, [run]);

  useEffect(() => {
    if (allowed) plan();
  }, [allowed, plan]);

  useEffect(() => {
    document.addEventListener("visibilitychange", plan);
    return () => {
      document.removeEventListener("visibilitychange", plan);
      clearTimeout(timer.current);
      timer.current = undefined;
    };
  }, [plan]);

  return useCallback(() => {
    wanted.current = true;
    plan();
  }, [plan]);
}
