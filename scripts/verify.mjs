// `npm run verify`: format, lint, types, unit tests and house rules, in under a minute.
import { spawn } from "node:child_process";
import { prepare } from "./prepare.mjs";

await prepare();

function run(name, args) {
  return new Promise((resolve) => {
    const started = Date.now();
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
    const output = [];
    child.stdout.on("data", (chunk) => output.push(chunk));
    child.stderr.on("data", (chunk) => output.push(chunk));
    child.on("close", (code) => {
      const seconds = ((Date.now() - started) / 1000).toFixed(1);
      console.log(`${code === 0 ? "ok    " : "FAILED"} ${name} (${seconds} s)`);
      if (code !== 0) process.stdout.write(Buffer.concat(output));
      resolve(code === 0);
    });
  });
}

const results = await Promise.all([
  run("format and lint", ["node_modules/@biomejs/biome/bin/biome", "check", "."]),
  run("types", ["node_modules/typescript/bin/tsc", "--noEmit"]).then(
    async (ok) =>
      (await run("unit tests and house rules", ["node_modules/jest/bin/jest.js", "tests/unit", "tests/house-rules"])) &&
      ok,
  ),
]);
process.exit(results.every(Boolean) ? 0 : 1);
