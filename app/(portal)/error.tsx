"use client";

import { FaultPage } from "@/components/ui/fault-page";

export default function PortalFault({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return <FaultPage id={error.digest} retry={reset} />;
}
