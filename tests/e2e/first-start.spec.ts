import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@playwright/test";

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: the browser tests run against a portal that somebody started`);
  return value;
}

const newPassword = "a-long-and-honest-phrase-7";

test("from a new install to the first event on the dashboard", async ({ page }) => {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));

  const url = required("E2E_FRESH_URL");
  const noteFile = path.join(required("E2E_FRESH_DIR"), "first-start.txt");
  expect(statSync(noteFile).mode & 0o777).toBe(0o600);
  const note = readFileSync(noteFile, "utf8");
  const key = /[0-9a-f]{64}/.exec(note)?.[0] ?? "";
  expect(key).toHaveLength(64);

  await page.goto(url);
  await page.getByLabel("User name or e-mail").fill("superadmin");
  await page.getByLabel("Password", { exact: true }).fill("adminsuper");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(/\/change-password/);
  // Nothing else opens before the default password is gone.
  await page.goto(`${url}/c/1/dashboard`);
  await expect(page).toHaveURL(/\/change-password/);

  await page.locator("input[name=current]").fill("adminsuper");
  await page.locator("input[name=password]").fill("short");
  await page.locator("input[name=repeat]").fill("short");
  await page.keyboard.press("Enter");
  await expect(page.locator("input[name=password]")).toHaveAttribute("aria-invalid", "true");
  await page.locator("input[name=current]").fill("adminsuper");
  await page.locator("input[name=password]").fill(newPassword);
  await page.locator("input[name=repeat]").fill(newPassword);
  await page.keyboard.press("Enter");
  await page.waitForURL((address) => !address.pathname.startsWith("/change-password"));

  await page.goto(`${url}/c/1/dashboard`);
  await expect(page.getByRole("heading", { name: "Dashboard" })).toBeVisible();
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  const answer = await fetch(`${url}/api/log_event`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-API-Key": key },
    body: JSON.stringify({
      EventType: "Sign-In",
      UserName: "first.person",
      ComputerName: "TEST-PC",
      IPAddress: "192.168.1.100",
      Timestamp: new Date().toISOString(),
    }),
  });
  expect(answer.status).toBe(201);
  await expect(page.getByText("first.person").first()).toBeVisible({ timeout: 2_000 });
  expect(complaints).toEqual([]);
});

test("the same portal over https: a cookie of its own, and security headers", async ({ browser }) => {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const page = await context.newPage();
  const url = required("E2E_HTTPS_URL");
  const response = await page.goto(`${url}/login`);
  // On a loopback name the promise of https would lock people out of http://localhost (security-headers tests).
  expect(response?.headers()["strict-transport-security"]).toBeUndefined();
  expect(response?.headers()["content-security-policy"]).toContain("strict-dynamic");
  await page.getByLabel("User name or e-mail").fill("superadmin");
  await page.getByLabel("Password", { exact: true }).fill(required("E2E_ADMIN_PASSWORD"));
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(/\/(c|home)/);
  const cookie = (await context.cookies()).find((entry) => entry.name === "__Host-winauthmon");
  expect(cookie).toMatchObject({ secure: true, httpOnly: true, sameSite: "Lax", path: "/" });
  await page.goto(`${url}/c/1/dashboard`);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await context.close();
});
