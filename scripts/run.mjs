// `node scripts/run.mjs ENTRY.ts [arguments]`: runs a TypeScript program of this project.
import { join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { prepare } from "./prepare.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const [entry, ...args] = process.argv.slice(2);
if (entry === undefined) {
  console.error("node scripts/run.mjs ENTRY.ts [arguments]");
  process.exit(1);
}
const source = resolve(entry);
process.chdir(root);
await prepare();
const { bundle } = await import("./prepare/bundle.mjs");
const name = relative(root, source)
  .replace(/\.tsx?$/, "")
  .replaceAll(/[^A-Za-z0-9]+/g, "-");
const outfile = join(root, "dist", "scripts", `${name}.mjs`);
await bundle(source, outfile);
process.argv = [process.execPath, outfile, ...args];
await import(pathToFileURL(outfile).href);
