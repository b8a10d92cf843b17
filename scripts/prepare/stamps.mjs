// A stamp is a small file that says from what a result was made. It is written last, so a result that was
// interrupted or failed is never taken for good.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

export function readText(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

function filesUnder(path) {
  let entry;
  try {
    entry = statSync(path);
  } catch {
    return [];
  }
  if (entry.isFile()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => join(item.parentPath ?? item.path, item.name))
    .sort();
}

/** One hash over names and contents of files and folders, so that neither a clone nor a touch changes it. */
export function hashOf(paths, ...words) {
  const hash = createHash("sha256");
  for (const path of paths.flatMap(filesUnder)) {
    const content = readFileSync(path);
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  for (const word of words) hash.update(`\0${word}`);
  return hash.digest("hex");
}

export function hasStamp(path, stamp) {
  return readText(path) === stamp;
}

export function removeStamp(path) {
  rmSync(path, { force: true });
}

export function writeStamp(path, stamp) {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, stamp);
  renameSync(draft, path);
}
