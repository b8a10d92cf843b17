import { expect, expectNoAxeFindings, newPerson, post, test, themes, wear } from "./fixtures";

const widths = {
  desk: { width: 1440, height: 900 },
  tablet: { width: 820, height: 1180 },
  phone: { width: 390, height: 844 },
};

for (const theme of themes) {
  for (const [name, viewport] of Object.entries(widths)) {
    test(`the dashboard, ${theme}, ${name}`, async ({ dashboard: page }) => {
      await page.setViewportSize(viewport);
      await wear(page, theme);
      await expect(page.locator("[data-live=live]")).toBeVisible();
      await expectNoAxeFindings(page);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width).toBeLessThanOrEqual(viewport.width);
    });

    test(`sign in, ${theme}, ${name}`, async ({ page }) => {
      await page.setViewportSize(viewport);
      await page.goto("/login");
      await wear(page, theme);
      await expectNoAxeFindings(page);
    });
  }

  test(`what opens on the dashboard, ${theme}`, async ({ dashboard: page }) => {
    const person = newPerson("axe");
    await post({ UserName: person });
    await page.goto(`/c/1/dashboard?user=${person}`);
    await wear(page, theme);
    await page.locator("[data-filter=range] summary").click();
    await expectNoAxeFindings(page);
    await page.keyboard.press("Escape");
    await page.locator("[data-filter=kind] summary").click();
    await expectNoAxeFindings(page);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Columns" }).click();
    await expect(page.getByRole("menu")).toBeVisible();
    await expectNoAxeFindings(page);
    await page.keyboard.press("Escape");
    await page.locator("tbody tr a").first().click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await expectNoAxeFindings(page);
  });

  test(`nothing found, and an address half understood, ${theme}`, async ({ dashboard: page }) => {
    await page.goto("/c/1/dashboard?user=nobody-of-this-name&size=7&ip=x");
    await wear(page, theme);
    await expectNoAxeFindings(page);
  });
}
