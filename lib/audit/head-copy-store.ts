import { open, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import type { Db } from "@/lib/db/database";
import { type ChainHead, genesis } from "./hash-chain";
import { auditHead, hashOfLink } from "./store";

/** Where a copy of the chain's head lies, outside the database. */
export function headCopyFile(instanceDir: string): string {
  return path.join(instanceDir, "audit-head.json");
}

/** The copy; null if there is none. Throws when there is a file that is no copy. */
export async function readHeadCopy(file: string): Promise<ChainHead | null> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    if (typeof error === "object" && error !== null && "code" in error && error.code === "ENOENT") return null;
    throw error;
  });
  if (text === null) return null;
  const parts = /^\{"links":(\d{1,15}),"hash":"([0-9a-f]{64})"\}\n?$/.exec(text);
  if (!parts) throw new Error(`${file} is damaged: it should hold the number of audit entries and a signature`);
  return { links: Number(parts[1]), hash: parts[2] ?? "" };
}

/** A whole file or the old one, also when the power fails: never a half. Readable by the owner alone. */
async function writeHeadCopy(file: string, head: ChainHead): Promise<void> {
  const draft = `${file}.${process.pid}`;
  await rm(draft, { force: true });
  const handle = await open(draft, "wx", 0o600);
  try {
    await handle.writeFile(`${JSON.stringify({ links: head.links, hash: head.hash })}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
}

type CopyResult = "written" | "same" | "differs";

/**
 * Brings the copy up to the head of the database. A chain that does not go through the copy leaves it as it is: the
 * copy is what shows that the trail was cut or written anew, and must not follow it.
 */
export async function copyHead(db: Db, file: string): Promise<CopyResult> {
  const [head, copy] = [await auditHead(db), await readHeadCopy(file)];
  if (copy) {
    if (copy.links === head.links && copy.hash === head.hash) return "same";
    const there = copy.links === 0 ? genesis.hash : await hashOfLink(db, copy.links);
    if (copy.links >= head.links || there !== copy.hash) return "differs";
  }
  await writeHeadCopy(file, head);
  return "written";
}
