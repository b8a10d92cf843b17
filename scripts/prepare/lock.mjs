// One preparation at a time in one folder: two starts at once must not install or build over each other.
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, unlinkSync, writeFileSync } from "node:fs";
import { uptime } from "node:os";
import { dirname } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** A holder writes its number in the moment in which it makes the file. */
const writingMs = 5_000;
/** The file system's clock and the time since the start are not read in one moment. */
const clockSlackMs = 1_000;

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

function take(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

/** The process that holds the lock, 0 when the file names none, or null when it was let go just now. */
function holderOf(path) {
  try {
    return Number(readFileSync(path, "utf8")) || 0;
  } catch {
    return null;
  }
}

/** Nobody holds it any more: its process is gone, its number is from before a restart, or it was never written out. */
function isStale(path, pid) {
  if (pid === null) return false;
  let ageMs = 0;
  try {
    ageMs = Date.now() - statSync(path).mtimeMs;
  } catch {
    return false;
  }
  if (pid === 0) return ageMs > writingMs;
  return !isAlive(pid) || ageMs > uptime() * 1000 + clockSlackMs;
}

/** Removes the lock of a process that is gone; gives it back if another was quicker and holds it by now. */
function removeStale(path, pid) {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
    if (holderOf(aside) !== pid) linkSync(aside, path);
    unlinkSync(aside);
  } catch {
    // Somebody else removed it first.
  }
}

export async function withLock(path, work) {
  mkdirSync(dirname(path), { recursive: true });
  let hasSaid = false;
  while (!take(path)) {
    const pid = holderOf(path);
    if (isStale(path, pid)) {
      removeStale(path, pid);
      continue;
    }
    if (!hasSaid) console.log(`Waiting for another start in this folder (process ${pid}) …`);
    hasSaid = true;
    await wait(200);
  }
  const letGo = () => rmSync(path, { force: true });
  process.once("exit", letGo);
  try {
    return await work();
  } finally {
    process.off("exit", letGo);
    letGo();
  }
}
