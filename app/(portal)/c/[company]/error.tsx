"use client";

import { FaultPage } from "@/components/ui/fault-page";

export default function CompanyFault({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return <FaultPage id={error.digest} retry={reset} />;
}
