import { ArrowUp, Pause, Play } from "lucide-react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { StreamState } from "../live/follow-stream";

const words: Record<StreamState, string> = {
  connecting: "Connecting…",
  live: "Live",
  reconnecting: "Reconnecting…",
  ended: "Signed out",
};

/** Says whether new events come in, and stops or lets them. */
export function LiveStatus({
  state,
  paused,
  onPause,
}: {
  state: StreamState;
  paused: boolean;
  onPause: (paused: boolean) => void;
}) {
  const running = state === "live" && !paused;
  return (
    <div className="flex items-center gap-1.5" data-needs-script="">
      <span
        role="status"
        className="flex items-center gap-1.5 text-[0.8125rem] text-muted-foreground"
        data-live={state}
      >
        <span
          aria-hidden="true"
          className={cn(
            "size-2 rounded-full",
            running ? "bg-success motion-safe:animate-pulse" : state === "ended" ? "bg-destructive-text" : "bg-warning",
          )}
        />
        {paused && state === "live" ? "Paused" : words[state]}
      </span>
      {state === "ended" ? (
        <Button asChild variant="outline" size="sm">
          <a href="/login">Sign in</a>
        </Button>
      ) : (
        <Button
          variant="outline"
          size="icon-sm"
          aria-pressed={paused}
          aria-label="Pause live updates"
          title={paused ? "Let new events in" : "Pause live updates"}
          onClick={() => onPause(!paused)}
        >
          {paused ? <Play aria-hidden="true" /> : <Pause aria-hidden="true" />}
        </Button>
      )}
    </div>
  );
}

/** Rows wait above what is on screen; floats at the top of the table until they are let in. */
export function WaitingChip({ count, more, onShow }: { count: number; more: boolean; onShow: () => void }) {
  if (count === 0) return null;
  const amount = `${count.toLocaleString("en-GB")}${more ? "+" : ""}`;
  return (
    <div className="pointer-events-none sticky top-14 z-20 flex h-0 justify-center print:hidden">
      <span role="status" className="pointer-events-auto mt-2 h-fit">
        <Button size="sm" className="rounded-full shadow-lg" onClick={onShow}>
          <ArrowUp aria-hidden="true" />
          {amount} new
          <span className="sr-only">{count === 1 ? "event" : "events"}, show</span>
        </Button>
      </span>
    </div>
  );
}
