"use client";

import { ArrowRight, CircleCheck, LoaderCircle, PlugZap } from "lucide-react";
import Link from "next/link";
import { useCallback, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { useRecentInput } from "@/components/ui/use-recent-input";

const askAgainMs = 2000;

type Arrivals = { events: number; lastUsedAt: string | null };

/** `ended`: the key is gone, or the viewer is; asking on would tell nothing. */
type Known = Arrivals | "nothing" | "ended";

async function ask(address: string): Promise<Known | null> {
  try {
    const response = await fetch(address, { headers: { accept: "application/json" } });
    // Whoever is signed out is sent to the sign-in page.
    if (response.redirected) return "ended";
    if (response.ok) return (await response.json()) as Arrivals;
    return [401, 403, 404].includes(response.status) ? "ended" : null;
  } catch {
    // Away for a moment: the next one asks again.
    return null;
  }
}

/** Asks what came by a new key while somebody looks at the page, and turns green with the first event. */
export function WaitForKey({ address, next }: { address: string; next: string }) {
  const [known, setKnown] = useState<Known>("nothing");
  const look = useCallback(async () => {
    const answer = await ask(address);
    if (answer) setKnown(answer);
  }, [address]);
  const isAttended = useRecentInput(() => void look());
  const isOver = known === "ended" || (known !== "nothing" && known.events > 0);

  useEffect(() => {
    if (isOver) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible" && isAttended()) void look();
    }, askAgainMs);
    return () => clearInterval(timer);
  }, [isOver, isAttended, look]);

  const arrived = typeof known === "object" && known.events > 0;
  const connected = typeof known === "object" && known.lastUsedAt !== null;
  return (
    <div className="flex flex-wrap items-center gap-3 text-sm" aria-live="polite">
      {arrived ? (
        <>
          <span className="flex items-center gap-2 text-success">
            <CircleCheck className="size-4" aria-hidden="true" />
            The first event has arrived.
          </span>
          <Button asChild size="sm">
            <Link href={next}>
              Open the dashboard
              <ArrowRight aria-hidden="true" />
            </Link>
          </Button>
        </>
      ) : known === "ended" ? (
        <span className="text-muted-foreground">This page no longer hears of the key. Load it again.</span>
      ) : connected ? (
        <span className="flex items-center gap-2">
          <PlugZap className="size-4 text-success" aria-hidden="true" />
          An agent has connected. Waiting for the first event…
        </span>
      ) : (
        <span className="flex items-center gap-2">
          <LoaderCircle className="size-4 animate-spin text-link" aria-hidden="true" />
          Waiting for the first event…
        </span>
      )}
    </div>
  );
}
