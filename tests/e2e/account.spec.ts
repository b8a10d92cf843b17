import type { Page } from "@playwright/test";
import { expect, expectNoAxeFindings, test, themes, wear } from "./fixtures";

const pages = ["/account", "/account/password", "/account/sessions", "/account/preferences"];

for (const theme of themes) {
  test(`axe finds nothing on the pages of one's account, ${theme}`, async ({ dashboard: page }) => {
    for (const path of pages) {
      await page.goto(path);
      await wear(page, theme);
      await expectNoAxeFindings(page);
    }
  });

  test(`axe finds nothing where a link is used, ${theme}`, async ({ page }) => {
    await page.goto("/reset");
    await wear(page, theme);
    await expectNoAxeFindings(page);
  });
}

test("no page of the account is wider than a phone", async ({ dashboard: page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of pages) {
    await page.goto(path);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  }
});

test("while nobody may register there is no such page and no link to it", async ({ page, complaints }) => {
  const response = await page.goto("/register");
  expect(response?.status()).toBe(404);
  complaints.splice(0, complaints.length, ...complaints.filter((text) => !text.includes("404")));
  await page.goto("/login");
  await expect(page.getByRole("link", { name: "Ask for an account" })).toHaveCount(0);
});

async function useLink(page: Page, password: string): Promise<void> {
  await page.getByLabel("New password", { exact: true }).fill(password);
  await page.getByLabel("New password again").fill(password);
  await page.getByRole("button", { name: "Set new password" }).click();
}

test.describe("a link for a new password", () => {
  const code = "A".repeat(43);

  test("its code goes into the form and out of the address bar", async ({ page }) => {
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(`/reset#${code}`);
    await expect(page.getByText("The code of your link is filled in.")).toBeVisible();
    await expect(page.locator("input[name=code]")).toHaveValue(code);
    await expect(page).toHaveURL(/\/reset$/);
    expect(asked.filter((url) => new URL(url).pathname.includes(code) || new URL(url).search.includes(code))).toEqual(
      [],
    );
  });

  test("a dead one says so beside the code, and the form keeps what was typed", async ({ page }) => {
    await page.goto(`/reset#${code}`);
    await expect(page.getByText("The code of your link is filled in.")).toBeVisible();
    await useLink(page, "a long and unheard of phrase");
    await expect(page.getByText("This link cannot be used.")).toBeVisible();
    await expect(page.getByLabel("Code of your link")).toBeFocused();
    await expect(page.getByLabel("New password", { exact: true })).toHaveValue("a long and unheard of phrase");
  });

  test.describe("without scripts", () => {
    test.use({ javaScriptEnabled: false });

    test("its code can be pasted", async ({ page }) => {
      await page.goto("/reset");
      await page.getByLabel("Code of your link").fill(code);
      await useLink(page, "a long and unheard of phrase");
      await expect(page.getByText("This link cannot be used.")).toBeVisible();
    });
  });
});

test("the rules of a password are ticked as one types, and the server has the last word", async ({
  dashboard: page,
}) => {
  await page.goto("/account/password");
  const password = page.getByLabel("New password", { exact: true });
  await password.fill("short");
  const rule = page.getByRole("listitem").filter({ hasText: "Use at least" });
  await expect(rule).toContainText("Not yet:");
  await password.fill("Iloveyou2026!!");
  await expect(rule).toContainText("Kept:");
  await page.getByLabel("New password again").fill("Iloveyou2026!!");
  await expect(page.getByText("The password keeps the rules and both are the same.")).toBeAttached();
  await page.getByLabel("Current password").fill("not even looked at");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(password).toHaveAttribute("aria-invalid", "true");
  await expect(page.locator("#password-error")).toHaveText("Do not use a password that many people use.");
});

test("the list of common passwords stays on the server", async ({ dashboard: page }) => {
  const scripts: Promise<string>[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() === "script") scripts.push(response.text());
  });
  await page.goto("/account/password", { waitUntil: "networkidle" });
  const texts = await Promise.all(scripts);
  expect(texts.length).toBeGreaterThan(0);
  // Nothing else that a page loads has a text of base64 as long as that.
  expect(texts.filter((text) => /[A-Za-z0-9+/]{20000}/.test(text))).toEqual([]);
});

test("another session is seen and ended, and this one is not offered", async ({ dashboard: page, browser }) => {
  const other = await browser.newContext({ userAgent: "Mozilla/5.0 (Windows NT 10.0; rv:132.0) Firefox/132.0" });
  const elsewhere = await other.newPage();
  await elsewhere.goto(`${process.env.E2E_BASE_URL}/login`);
  await elsewhere.getByLabel("User name or e-mail").fill("superadmin");
  await elsewhere.getByLabel("Password", { exact: true }).fill(process.env.E2E_ADMIN_PASSWORD ?? "");
  await elsewhere.getByRole("button", { name: "Sign in", exact: true }).click();
  await elsewhere.waitForURL(/\/(c|home)/);

  await page.goto("/account/sessions");
  const row = page.getByRole("row").filter({ hasText: "Firefox on Windows" }).first();
  const before = await page.getByRole("row").filter({ hasText: "Firefox on Windows" }).count();
  await expect(page.getByRole("row").filter({ hasText: "This one" }).getByRole("button")).toHaveCount(0);
  await row.getByRole("button", { name: "End the session of Firefox on Windows" }).click();
  await expect(page.getByRole("row").filter({ hasText: "Firefox on Windows" })).toHaveCount(before - 1);
  await elsewhere.goto(`${process.env.E2E_BASE_URL}/c/1/dashboard`);
  await expect(elsewhere).toHaveURL(/\/login/);
  await other.close();
});

test("a theme chosen for the account is worn at once", async ({ dashboard: page }) => {
  await page.goto("/account/preferences");
  for (const [label, theme] of [
    ["Light", "light"],
    ["Dark", "dark"],
  ] as const) {
    await page.getByLabel("Theme").selectOption({ label });
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.locator("html")).toHaveClass(new RegExp(`(^| )${theme}( |$)`));
  }
});

test("dates are written as the account likes them", async ({ dashboard: page }) => {
  const prefer = async (language: string) => {
    await page.goto("/account/preferences");
    await page.getByLabel("Dates").selectOption(language);
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Your preferences are saved.")).toBeVisible();
  };
  const date = page.getByRole("row").filter({ hasText: "This one" }).locator("time").last();
  await prefer("en-US");
  await page.goto("/account/sessions");
  await expect(date).toHaveText(/^[A-Z][a-z]{2} \d{1,2}, \d{4} \d\d:\d\d$/);
  await expect(date).toHaveAttribute("title", /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$/);
  await prefer("iso");
  await page.goto("/account/sessions");
  await expect(date).toHaveText(/^\d{4}-\d\d-\d\d \d\d:\d\d$/);
});
