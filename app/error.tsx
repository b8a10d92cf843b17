"use client";

import { FaultPage } from "@/components/ui/fault-page";

export default function RootFault({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main>
      <FaultPage id={error.digest} retry={reset} />
    </main>
  );
}
