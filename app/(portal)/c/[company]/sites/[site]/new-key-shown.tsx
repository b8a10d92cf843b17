"use client";

import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { ShownOnce } from "@/components/ui/shown-once";

/** The one moment in which a key can be read. */
export function NewKeyShown({ apiKey, close, children }: { apiKey: string; close: () => void; children?: ReactNode }) {
  return (
    <div className="flex flex-col gap-4">
      <ShownOnce
        label="The new key"
        value={apiKey}
        hint="Copy it now: it is kept as a digest only and cannot be shown again. Agents send it in the header X-API-Key."
      />
      {children}
      <Button className="self-end" onClick={close}>
        I have copied it
      </Button>
    </div>
  );
}
