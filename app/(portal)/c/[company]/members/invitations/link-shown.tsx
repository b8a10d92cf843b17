"use client";

import { ShownOnce } from "@/components/ui/shown-once";

/** The link to hand over. The code stands after #, so no server or log on the way sees it. */
export function LinkShown({
  handedOver,
  base,
}: {
  handedOver: { code: string; email: string; hours: number };
  base: string | null;
}) {
  return (
    <ShownOnce
      label="Link of the invitation"
      value={`${base ?? ""}/join#${handedOver.code}`}
      hint={
        <>
          {base === null ? "Open this path at the portal's address. " : null}
          Give it to <bdi className="break-all">{handedOver.email}</bdi> and to nobody else: whoever has it can answer
          for that address. It works once, within {handedOver.hours} hours, and is not shown again.
        </>
      }
    />
  );
}
