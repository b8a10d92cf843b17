"use client";

import { RotateCw } from "lucide-react";
import { Button } from "./button";
import { MessagePage } from "./message-page";

/** What an error boundary shows: never the error's own words, only its id, under which the log has the rest. */
export function FaultPage({ id, retry }: { id: string | undefined; retry: () => void }) {
  return (
    <MessagePage
      title="Something went wrong"
      actions={
        <Button onClick={retry}>
          <RotateCw aria-hidden="true" />
          Try again
        </Button>
      }
    >
      <p>The page could not be shown. Try again; if it keeps happening, tell whoever runs this server.</p>
      {id ? (
        <p className="mt-2">
          Error id <code className="font-mono text-foreground">{id}</code>
        </p>
      ) : null}
    </MessagePage>
  );
}
