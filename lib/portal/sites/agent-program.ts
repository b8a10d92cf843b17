import { open } from "node:fs/promises";
import path from "node:path";
import { programName } from "@/lib/agents/package/agent-package";

/** Where the operator puts the agent program, inside the instance folder. */
export const programPlace = `agent/${programName}`;

type AgentProgram = { bytes: number; modifiedAt: Date; read: () => AsyncIterable<Uint8Array> };

const isNotThere = (error: unknown): boolean =>
  ["ENOENT", "ENOTDIR", "EACCES", "EISDIR"].includes(String((error as NodeJS.ErrnoException | null)?.code));

async function* contentOf(file: string): AsyncGenerator<Uint8Array, void> {
  const handle = await open(file, "r");
  yield* handle.createReadStream();
}

/** The program if it is there, can be read and begins as Windows programs do ("MZ"); else null. */
export async function findAgentProgram(instanceDir: string): Promise<AgentProgram | null> {
  const file = path.join(instanceDir, ...programPlace.split("/"));
  try {
    const handle = await open(file, "r");
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
      const facts = await handle.stat();
      if (!facts.isFile() || bytesRead < 2 || buffer.toString("latin1") !== "MZ") return null;
      return { bytes: facts.size, modifiedAt: facts.mtime, read: () => contentOf(file) };
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (isNotThere(error)) return null;
    throw error;
  }
}
