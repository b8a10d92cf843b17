"use client";

import { ArrowRight, CircleCheck, LoaderCircle } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { Button } from "@/components/ui/button";
import { useRecentInput } from "@/components/ui/use-recent-input";

const askAgainMs = 3000;

/** Asks again while somebody looks at the page, and leads on once a first event is there. */
export function WaitForEvent({ arrived, startPath }: { arrived: boolean; startPath: string }) {
  const router = useRouter();
  const isAttended = useRecentInput(() => {
    if (!arrived) router.refresh();
  });
  useEffect(() => {
    if (arrived) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible" && isAttended()) router.refresh();
    }, askAgainMs);
    return () => clearInterval(timer);
  }, [arrived, router, isAttended]);

  return (
    <div className="flex flex-wrap items-center gap-3" aria-live="polite">
      {arrived ? (
        <>
          <span className="flex items-center gap-2 text-sm text-success">
            <CircleCheck className="size-4" aria-hidden="true" />
            The first event has arrived.
          </span>
          <Button asChild size="sm">
            <Link href={startPath}>
              Open the dashboard
              <ArrowRight aria-hidden="true" />
            </Link>
          </Button>
        </>
      ) : (
        <span className="flex items-center gap-2 text-foreground text-sm">
          <LoaderCircle className="size-4 animate-spin text-link" aria-hidden="true" />
          Waiting for the first event…
        </span>
      )}
    </div>
  );
}
