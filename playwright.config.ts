import { defineConfig } from "@playwright/test";
import { browserArguments, findBrowser } from "./scripts/browser.mjs";

const executablePath = findBrowser();

export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results/browser",
  globalSetup: "./tests/e2e/global-setup.ts",
  fullyParallel: false,
  workers: 2,
  // A browser on a busy machine may be late once; what fails twice is broken. A retried test is listed as flaky.
  retries: process.env.CI ? 1 : 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ["json"]],
  use: {
    ignoreHTTPSErrors: true,
    locale: "en-GB",
    timezoneId: "Europe/London",
    launchOptions: { args: browserArguments, ...(executablePath ? { executablePath } : {}) },
  },
});
