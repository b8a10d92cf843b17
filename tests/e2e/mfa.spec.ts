import path from "node:path";
import { expect, type Page, test } from "@playwright/test";
import SqliteFile from "better-sqlite3";
import { generateSync } from "otplib";
import { type RunningPortal, startPortal } from "../running-portal";

const password = "correct-horse-battery-9";
const stepSeconds = 30;

/** A portal of its own: the others' administrator must not be asked for a code. */
let portal: RunningPortal;
test.beforeAll(async () => {
  portal = await startPortal({ INITIAL_ADMIN_PASSWORD: password, ENABLE_RATE_LIMITING: "false", TIMEZONE: "UTC" });
});
test.afterAll(async () => {
  await portal.stop();
});

/** What only time would do. */
function writeRows(statement: string): void {
  const file = new SqliteFile(path.join(portal.instanceDir, "winauthmon.db"));
  file.pragma("busy_timeout = 5000");
  file.pragma("synchronous = FULL");
  file.exec(statement);
  file.close();
}
const forgetProofs = () => writeRows("update app_auth_sessions set step_up_at = '2026-01-01T00:00:00.000+00:00'");

/** A code works once, so each use takes one of a later step than the use before; the server takes one step ahead. */
const codeOf = (secret: string, stepsAhead = 0): string =>
  generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + stepsAhead * stepSeconds });

async function enterPassword(page: Page, next = "/c/1/dashboard"): Promise<void> {
  await page.goto(`${portal.httpUrl}/login?next=${encodeURIComponent(next)}`);
  await page.getByLabel("User name or e-mail").fill("superadmin");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

async function shownSecret(page: Page): Promise<string> {
  return ((await page.locator("[data-secret]").textContent()) ?? "").replaceAll(" ", "");
}

async function shownRecoveryCodes(page: Page): Promise<string[]> {
  const section = page.getByRole("region", { name: "Your recovery codes" });
  return ((await section.locator("pre").textContent()) ?? "").trim().split("\n");
}

const proof = (page: Page) => page.getByRole("dialog", { name: "Confirm that it is you" });

test("a second factor from setting it up to removing it", async ({ page, context }) => {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));

  await enterPassword(page, "/account/mfa");
  await expect(page.getByText("Not set up")).toBeVisible();
  forgetProofs();
  const begin = page.getByRole("button", { name: "Set up a second factor" });
  await begin.click();
  await expect(proof(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(proof(page)).toBeHidden();
  await expect(begin).toBeFocused();
  await begin.click();
  await proof(page).getByLabel("Your password").fill("not-my-password");
  await page.keyboard.press("Enter");
  await expect(proof(page).getByText("This is not your password.")).toBeVisible();
  await proof(page).getByLabel("Your password").fill(password);
  await page.keyboard.press("Enter");

  // What was wanted before the dialog goes on by itself.
  await expect(page.getByRole("img", { name: /QR code/ })).toBeVisible();
  const secret = await shownSecret(page);
  await page.getByLabel("Code of the app").fill(codeOf(secret));
  await page.getByRole("button", { name: "Confirm", exact: true }).click();
  await expect(page.getByText("Your recovery codes", { exact: true })).toBeVisible();
  const codes = await shownRecoveryCodes(page);
  expect(codes).toHaveLength(10);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("winauthmon-recovery-codes.txt");
  await page.getByRole("button", { name: "I have kept them" }).click();
  await page.reload();
  await expect(page.getByText("10 recovery codes are left")).toBeVisible();
  const html = await page.content();
  for (const once of [secret, ...codes]) expect(html).not.toContain(once);

  await context.clearCookies();
  await enterPassword(page, "/c/1/dashboard?kind=failed");
  await expect(page.getByRole("heading", { name: "Enter your code" })).toBeVisible();
  await page.goto(`${portal.httpUrl}/c/1/dashboard`);
  await expect(page).toHaveURL(/\/mfa/);
  expect((await context.cookies()).map((cookie) => cookie.name)).toEqual(["winauthmon"]);
  await context.clearCookies();
  await enterPassword(page, "/c/1/dashboard?kind=failed");
  await page.getByLabel("Code", { exact: true }).fill("12345");
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page.getByText("4 tries are left")).toBeVisible();
  await page.getByLabel("Code", { exact: true }).fill(codeOf(secret, 1));
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page).toHaveURL(/\/c\/1\/dashboard\?kind=failed$/);
  expect((await context.cookies()).map((cookie) => cookie.name).sort()).toEqual(["device-winauthmon", "winauthmon"]);

  await context.clearCookies();
  await enterPassword(page, "/account/mfa");
  await page.getByRole("link", { name: "Use a recovery code" }).click();
  await page.getByLabel("Recovery code").fill(codes[0]?.toLowerCase() ?? "");
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page.getByText("9 recovery codes are left")).toBeVisible();

  forgetProofs();
  await page.getByRole("button", { name: "Remove the second factor" }).click();
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  await proof(page).getByLabel("Your password").fill(password);
  await proof(page)
    .getByLabel("Code")
    .fill(codes[0] ?? "");
  await page.keyboard.press("Enter");
  await expect(proof(page).getByText("This code is wrong.")).toBeVisible();
  await proof(page)
    .getByLabel("Code")
    .fill(codes[1] ?? "");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Not set up")).toBeVisible();
  expect(complaints).toEqual([]);
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("where it is required, setting it up is the only open page", async ({ page, context }) => {
    writeRows("update app_auth_users set mfa_required = 1, mfa_enabled = 0, mfa_secret = null, mfa_last_step = null");
    await enterPassword(page, "/c/1/dashboard");
    await page.goto(`${portal.httpUrl}/account/mfa`);
    await expect(page).toHaveURL(/\/mfa$/);
    await context.clearCookies();
    await enterPassword(page, "/c/1/dashboard");
    await page.getByRole("button", { name: "Begin", exact: true }).click();
    const secret = await shownSecret(page);
    await page.getByLabel("Code of the app").fill(codeOf(secret));
    await page.getByRole("button", { name: "Confirm", exact: true }).click();
    const [first = ""] = await shownRecoveryCodes(page);
    await page.getByRole("link", { name: "I have kept them, go on" }).click();
    await expect(page).toHaveURL(/\/c\/1\/dashboard$/);

    await context.clearCookies();
    await enterPassword(page, "/c/1/dashboard");
    await page.getByRole("link", { name: "Use a recovery code" }).click();
    await page.getByLabel("Recovery code").fill(first);
    await page.getByRole("button", { name: "Go on" }).click();
    await expect(page).toHaveURL(/\/c\/1\/dashboard$/);

    // Five wrong codes lead back to the sign-in.
    await context.clearCookies();
    await enterPassword(page, "/c/1/dashboard");
    for (let time = 0; time < 5; time++) {
      await page.getByLabel("Code", { exact: true }).fill("12345");
      await page.getByRole("button", { name: "Go on" }).click();
    }
    await expect(page).toHaveURL(/\/login/);
  });
});
