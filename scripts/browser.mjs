// Finds a browser for the tests and the screenshots: Playwright's own, else an installed Chromium or
// Chrome, else one that Playwright or, as root on Debian, apt installs.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";

const installed = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/** Path of a browser that is there now, or undefined. */
export function findBrowser() {
  const candidates = [process.env.BROWSER_PATH, chromium.executablePath(), ...installed];
  return candidates.find((file) => file && existsSync(file));
}

const run = (command, args) => spawnSync(command, args, { stdio: "inherit" }).status === 0;

/** Path of a browser, installed now if there was none; throws in words if none can be had. */
export function ensureBrowser() {
  const found = findBrowser();
  if (found) return found;
  console.log("No browser found: asking Playwright to install Chromium (about 150 MB) …");
  if (run(process.execPath, ["node_modules/@playwright/test/cli.js", "install", "chromium"])) {
    const own = findBrowser();
    if (own) return own;
  }
  if (process.getuid?.() === 0 && existsSync("/etc/debian_version")) {
    console.log("Playwright could not install one: installing Debian's chromium package with apt …");
    run("apt-get", ["update", "-qq"]);
    run("apt-get", ["install", "-y", "-qq", "chromium", "fonts-liberation"]);
    const packaged = findBrowser();
    if (packaged) return packaged;
  }
  throw new Error("No browser: install Chromium or Chrome, or set BROWSER_PATH to one.");
}

export const browserArguments = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
