import { getRuntime } from "../runtime";

/**
 * After a change of keys: this process judges the next request of an agent by the rows as they are. Another process of
 * the same installation follows within half a second (lib/agents/key-cache.ts).
 */
export async function forgetKeys(): Promise<void> {
  (await getRuntime()).ingest.forgetKeys();
}
