// `npm run screenshots [-- --all FOLDER]`: the pictures of the README, or every page at three widths in both themes.
import { mkdirSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { type Browser, chromium, type Page } from "@playwright/test";
import { startPortal } from "../tests/running-portal";
import { browserArguments, ensureBrowser } from "./browser.mjs";
import { simulateHistory } from "./simulate/history";
import { createSender, postUntilTaken } from "./simulate/send";

const { values } = parseArgs({ options: { all: { type: "string" } } });
const password = "correct-horse-battery-9";
const key = "5c".repeat(32);
const sizes = [
  { width: 1440, height: 900 },
  { width: 820, height: 1180 },
  { width: 390, height: 844 },
];
const themes = ["dark", "light"] as const;
type Shot = { name: string; width: number; theme: (typeof themes)[number] };
const forReadme: Shot[] = [
  { name: "dashboard", width: 1440, theme: "dark" },
  { name: "dashboard", width: 390, theme: "dark" },
  { name: "sign-in", width: 1440, theme: "light" },
];

async function signIn(page: Page, url: string, secret: string): Promise<void> {
  await page.goto(`${url}/login`);
  await page.getByLabel("User name or e-mail").fill("superadmin");
  await page.getByLabel("Password", { exact: true }).fill(secret);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((address) => !address.pathname.startsWith("/login"));
}

/** What each picture shows, and how to get there. */
type Scene = { name: string; signedIn: boolean; fresh?: boolean; show(page: Page, url: string): Promise<void> };
const open = (address: string) => async (page: Page, url: string) => {
  await page.goto(url + address);
};
const week = "/c/1/dashboard?range=last-7-days";
const scenes: Scene[] = [
  { name: "sign-in", signedIn: false, show: open("/login") },
  { name: "dashboard", signedIn: true, show: open(week) },
  {
    name: "event",
    signedIn: true,
    async show(page, url) {
      await page.goto(url + week);
      await page.locator("tbody tr[data-key]").nth(2).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  { name: "nothing-found", signedIn: true, show: open(`${week}&q=nobody-is-called-this`) },
  { name: "print", signedIn: true, show: open("/c/1/dashboard/print?range=last-7-days") },
  { name: "not-found", signedIn: true, show: open("/c/999/dashboard") },
  { name: "sites", signedIn: true, show: open("/c/1/sites") },
  { name: "site", signedIn: true, show: open("/c/1/sites/1") },
  { name: "add-computers", signedIn: true, show: open("/c/1/sites/add") },
  { name: "members", signedIn: true, show: open("/c/1/members") },
  { name: "add-member", signedIn: true, show: open("/c/1/members/add") },
  { name: "company-settings", signedIn: true, show: open("/c/1/settings") },
  { name: "users", signedIn: true, show: open("/admin/users") },
  { name: "new-user", signedIn: true, show: open("/admin/users/new") },
  { name: "user", signedIn: true, show: open("/admin/users/1") },
  { name: "companies", signedIn: true, show: open("/admin/companies") },
  { name: "new-company", signedIn: true, show: open("/admin/companies/new") },
  { name: "settings", signedIn: true, show: open("/admin/settings") },
  { name: "audit", signedIn: true, show: open("/admin/audit") },
  { name: "errors", signedIn: true, show: open("/admin/errors") },
  { name: "account", signedIn: true, show: open("/account") },
  { name: "account-sessions", signedIn: true, show: open("/account/sessions") },
  { name: "account-mfa", signedIn: true, show: open("/account/mfa") },
  {
    name: "palette",
    signedIn: true,
    async show(page, url) {
      await page.goto(url + week);
      await page.keyboard.press("Control+k");
      await page.getByRole("dialog").waitFor();
      await page.keyboard.type("an");
    },
  },
  { name: "join", signedIn: false, show: open("/join") },
  { name: "reset", signedIn: false, show: open("/reset") },
  { name: "change-password", signedIn: true, fresh: true, show: open("/change-password") },
];

async function picture(browser: Browser, scene: Scene, url: string, secret: string, folder: string): Promise<void> {
  for (const theme of themes) {
    for (const size of sizes) {
      const wanted = forReadme.some(
        (shot) => shot.name === scene.name && shot.width === size.width && shot.theme === theme,
      );
      if (!values.all && !wanted) continue;
      const context = await browser.newContext({ viewport: size, colorScheme: theme, locale: "en-GB" });
      await context.addInitScript((chosen) => localStorage.setItem("theme", chosen), theme);
      const page = await context.newPage();
      if (scene.signedIn) await signIn(page, url, secret);
      await scene.show(page, url);
      // The live stream never lets the network rest, so wait for what is drawn last.
      await page.evaluate(() => document.fonts.ready.then(() => true));
      await page.waitForTimeout(1_200);
      await page.screenshot({ path: path.join(folder, `${scene.name}-${size.width}-${theme}.png`) });
      await context.close();
    }
  }
  console.log(`${scene.name} done`);
}

const folder = values.all ?? "docs/images";
mkdirSync(folder, { recursive: true });
const environment = { TIMEZONE: "Europe/London", ENABLE_RATE_LIMITING: "false" };
const portal = await startPortal({ ...environment, INITIAL_ADMIN_PASSWORD: password, INITIAL_API_KEY: key });
const fresh = await startPortal(environment);
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: browserArguments });
try {
  const sender = createSender({ url: portal.httpUrl, key, insecure: true });
  const history = simulateHistory({ people: 40, days: 15, seed: 3, zone: "Europe/London", until: new Date() });
  for (let start = 0; start < history.events.length; start += 500) {
    const events = history.events.slice(start, start + 500).map((event) => event.body);
    await postUntilTaken(sender, "/api/log_event", { events });
  }
  sender.close();
  for (const scene of scenes) {
    const url = scene.fresh ? fresh.httpUrl : portal.httpUrl;
    await picture(browser, scene, url, scene.fresh ? "adminsuper" : password, folder);
  }
} finally {
  await browser.close();
  await Promise.all([portal.stop(), fresh.stop()]);
}
const written = values.all ? scenes.length * sizes.length * themes.length : forReadme.length;
console.log(`${written} pictures in ${folder}`);
