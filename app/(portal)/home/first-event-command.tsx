"use client";

import { useSyncExternalStore } from "react";
import { CodeBlock } from "@/components/ui/code-block";
import { firstEventCommand } from "./command";

const never = () => () => undefined;

/**
 * The command with this portal's address: the public one if it is set, else the one this browser came by. The server
 * does not fill in the latter, because a request's own host name is nothing to build addresses from.
 */
export function FirstEventCommand({
  publicUrl,
  apiKey,
  sentAt,
}: {
  publicUrl: string | null;
  apiKey: string | null;
  sentAt: string;
}) {
  const visited = useSyncExternalStore(
    never,
    () => window.location.origin,
    () => "https://localhost:8000",
  );
  return (
    <CodeBlock label="Send a test sign-in" code={firstEventCommand({ base: publicUrl ?? visited, apiKey, sentAt })} />
  );
}
