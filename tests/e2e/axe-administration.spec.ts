import { expect, expectNoAxeFindings, test, themes, wear } from "./fixtures";

const widths = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

const forViewers = [
  "/c/1/sites",
  "/c/1/sites/1",
  "/c/1/sites/add",
  "/c/1/members",
  "/c/1/members/add",
  "/c/1/settings",
  "/c/all/sites",
  "/admin/users",
  "/admin/users/new",
  "/admin/users/1",
  "/admin/companies",
  "/admin/companies/new",
  "/admin/settings",
  "/admin/audit",
  "/admin/errors",
  "/account",
  "/account/password",
  "/account/sessions",
  "/account/preferences",
  "/account/mfa",
];
const forEverybody = ["/join", "/reset"];

for (const theme of themes) {
  for (const [name, viewport] of Object.entries(widths)) {
    for (const path of forViewers) {
      test(`${path}, ${theme}, ${name}`, async ({ dashboard: page }) => {
        await page.setViewportSize(viewport);
        await page.goto(path);
        await wear(page, theme);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        await expectNoAxeFindings(page);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(viewport.width);
      });
    }
    for (const path of forEverybody) {
      test(`${path}, ${theme}, ${name}`, async ({ page }) => {
        await page.setViewportSize(viewport);
        await page.goto(path);
        await wear(page, theme);
        await expectNoAxeFindings(page);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(viewport.width);
      });
    }
  }
}
