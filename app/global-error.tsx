"use client";

import { FaultPage } from "@/components/ui/fault-page";
import "./globals.css";

/** The root layout itself failed: this replaces it whole. */
export default function GlobalFault({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en" className="dark">
      <head>
        <title>Something went wrong · WinAuthMon</title>
      </head>
      <body>
        <main>
          <FaultPage id={error.digest} retry={reset} />
        </main>
      </body>
    </html>
  );
}
