import { CircleCheck, CircleX, Link2, LoaderCircle } from "lucide-react";
import { Moment } from "@/app/(portal)/moment";
import { Card } from "@/components/ui/card";
import { StatusBadge } from "@/components/ui/status-badge";
import { visibleText } from "@/components/ui/visible-text";
import type { ChainState } from "@/lib/portal/installation/audit";
import { RefreshWhile } from "./refresh-while";
import { VerifyForm } from "./verify-form";

const number = new Intl.NumberFormat("en-GB");

/** Where the chain of the trail stands, what its last check said, and the button that checks it. */
export function ChainPanel({ state, zone }: { state: ChainState; zone: string }) {
  const { running, last } = state;
  return (
    <Card className="flex-row flex-wrap items-start justify-between gap-x-6 gap-y-3 px-4 py-3" data-chain="">
      <div className="flex min-w-0 flex-1 basis-80 flex-col gap-1.5 text-[0.8125rem]">
        <h2 className="flex items-center gap-1.5 font-semibold text-sm">
          <Link2 className="size-4 text-muted-foreground" aria-hidden="true" />
          The chain
        </h2>
        <p className="text-muted-foreground">
          Each entry signs the one before it, so that nothing can be changed, put in or taken out unseen.{" "}
          {number.format(state.links)} {state.links === 1 ? "entry" : "entries"}; the last is signed{" "}
          <code className="font-mono text-foreground text-xs" title={state.hash}>
            {state.hash.slice(0, 12)}…
          </code>
        </p>
        {running ? <Progress running={running} /> : null}
        {last && !running ? <LastCheck last={last} zone={zone} /> : null}
        {!last && !running ? <p className="text-muted-foreground">Not verified since the portal started.</p> : null}
      </div>
      <VerifyForm isRunning={running !== null} />
    </Card>
  );
}

function Progress({ running }: { running: NonNullable<ChainState["running"]> }) {
  const done = running.of === 0 ? 100 : Math.floor((running.links / running.of) * 100);
  return (
    <div role="status" className="flex flex-col gap-1">
      <p className="flex items-center gap-1.5">
        <LoaderCircle className="size-4 animate-spin" aria-hidden="true" />
        Verifying: {number.format(running.links)} of {number.format(running.of)} entries
      </p>
      <progress value={done} max={100} aria-label="Verified" className="h-1.5 w-full max-w-sm accent-primary" />
      <RefreshWhile everyMs={1_500} />
    </div>
  );
}

function LastCheck({ last, zone }: { last: NonNullable<ChainState["last"]>; zone: string }) {
  return (
    <div className="flex flex-col gap-1" data-check={last.ok ? "whole" : "broken"}>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <StatusBadge tone={last.ok ? "ok" : "danger"} icon={last.ok ? CircleCheck : CircleX}>
          {last.ok ? "Whole" : "Broken"}
        </StatusBadge>
        <span className="font-medium">{last.title}</span>
      </p>
      <p className="text-muted-foreground">
        {visibleText(last.meaning)} {visibleText(last.copy)}
        {!last.ok && last.lastGoodAt ? (
          <>
            {" "}
            The last entry that holds is of <Moment at={last.lastGoodAt} timeZone={zone} style="second" />.
          </>
        ) : null}
      </p>
      <p className="text-muted-foreground text-xs">
        Verified <Moment at={last.at} timeZone={zone} style="second" /> for <bdi>{visibleText(last.by)}</bdi>
      </p>
    </div>
  );
}
