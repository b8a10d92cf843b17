import type { Locator, Page } from "@playwright/test";
import { expect, expectNoAxeFindings, test, themes, wear } from "./fixtures";

const form = (page: Page, name: string) => page.getByRole("form", { name, exact: true });

/**
 * Presses a button and waits for what follows. The first change of a session that is some minutes old asks for the
 * password, and then goes through by itself.
 */
async function press(page: Page, button: Locator, done: Locator): Promise<void> {
  await button.click();
  const dialog = page.getByRole("dialog", { name: "Confirm that it is you" });
  await expect(dialog.or(done).first()).toBeVisible();
  if (await dialog.isVisible()) {
    await dialog.getByLabel("Your password").fill(process.env.E2E_ADMIN_PASSWORD ?? "");
    await dialog.getByRole("button", { name: "Confirm" }).click();
  }
  await expect(done).toBeVisible();
}

function save(page: Page, name: string, done: string | RegExp = /^Saved$/): Promise<void> {
  const group = form(page, name);
  return press(page, group.getByRole("button", { name: `Save ${name.toLowerCase()}` }), group.getByText(done));
}

test("one group is saved without the others, and a rule that is broken keeps what was typed", async ({
  dashboard: page,
}) => {
  await page.goto("/admin/settings");
  await form(page, "Passwords").getByLabel("Shortest password").fill("99");
  const idle = form(page, "Sessions").getByLabel("Sign out after idle minutes");
  await idle.fill("2");
  await save(page, "Sessions", "a whole number from 5 to 1440");
  await expect(idle).toBeFocused();
  await expect(idle).toHaveValue("2");
  await idle.fill("59");
  await save(page, "Sessions");
  // What was typed into another group is neither saved nor lost.
  await expect(form(page, "Passwords").getByLabel("Shortest password")).toHaveValue("99");
  await page.reload();
  await expect(idle).toHaveValue("59");
  await expect(form(page, "Passwords").getByLabel("Shortest password")).toHaveValue("12");
  await idle.fill("60");
  await save(page, "Sessions");
});

test("a domain is added as it is read, and removed after a question", async ({ dashboard: page }) => {
  await page.goto("/admin/settings");
  const adding = form(page, "Add a domain");
  await adding.getByLabel("Add a domain").fill("Bücher.example");
  const entry = page.getByRole("listitem").filter({ hasText: "bücher.example" });
  await press(page, adding.getByRole("button", { name: "Add" }), entry);
  await expect(entry).toContainText("xn--bcher-kva.example");
  await page.getByRole("button", { name: "Remove bücher.example" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(entry).toHaveCount(0);
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("an address that is not the one in use is saved only when it is confirmed", async ({ dashboard: page }) => {
  await page.goto("/admin/settings");
  const address = form(page, "Installation").getByLabel("Public address");
  await address.fill("https://portal.example.com");
  await save(page, "Installation", /You are not using the portal at/);
  await page.reload();
  await expect(address).toHaveValue("");
  await form(page, "Installation")
    .getByRole("button", { name: /^Use http/ })
    .click();
  await expect(address).toHaveValue(new URL(page.url()).origin);
});

for (const theme of themes) {
  for (const width of [1440, 390]) {
    test(`the settings, ${theme}, ${width} wide`, async ({ dashboard: page }) => {
      await page.setViewportSize({ width, height: 900 });
      await page.goto("/admin/settings");
      await wear(page, theme);
      await expectNoAxeFindings(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    });
  }
}
