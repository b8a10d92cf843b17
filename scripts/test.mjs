// `npm test`: everything. Unit, house rules, stores on every reachable engine, isolation, both doors,
// the server, and the pages in a real browser. Ends with one plain line that counts all of them.
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { prepare } from "./prepare.mjs";

const results = "test-results";
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

function run(args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { stdio: "inherit", env: { ...process.env, ...env } });
    child.on("close", (code) => resolve(code ?? 1));
  });
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

await prepare({ build: true });

const count = { passed: 0, failed: 0, skipped: 0 };
const add = (passed, failed, skipped) => {
  count.passed += passed;
  count.failed += failed;
  count.skipped += skipped;
};

console.log("Running unit, house-rules, store, isolation, door and server tests …");
const jestCode = await run([
  "node_modules/jest/bin/jest.js",
  "--json",
  `--outputFile=${results}/jest.json`,
  "--silent=false",
]);
const jest = read(`${results}/jest.json`);
if (jest) add(jest.numPassedTests, jest.numFailedTests, jest.numPendingTests + jest.numTodoTests);
const brokenSuites = jest ? jest.numRuntimeErrorTestSuites : 1;
// A suite that cannot be loaded holds tests that did not pass.
if (brokenSuites > 0) add(0, brokenSuites, 0);
if (jestCode !== 0 && count.failed === 0) add(0, 1, 0);

const { ensureBrowser } = await import("./browser.mjs");
let browser;
try {
  browser = ensureBrowser();
} catch (error) {
  console.log(`${process.env.CI ? "FAILED" : "SKIPPED"} browser tests: ${error.message}`);
  if (process.env.CI) add(0, 1, 0);
  else add(0, 0, 1);
}
if (browser) {
  console.log(`Running the pages in ${browser} …`);
  const code = await run(["node_modules/@playwright/test/cli.js", "test"], {
    BROWSER_PATH: browser,
    PLAYWRIGHT_JSON_OUTPUT_NAME: `${results}/playwright.json`,
  });
  const stats = read(`${results}/playwright.json`)?.stats;
  if (stats) add(stats.expected + stats.flaky, stats.unexpected, stats.skipped);
  if (code !== 0 && !(stats?.unexpected > 0)) add(0, 1, 0);
}

writeFileSync(`${results}/summary.json`, JSON.stringify(count));
console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
process.exit(count.failed === 0 && count.passed > 0 ? 0 : 1);
