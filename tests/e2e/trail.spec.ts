import type { Page } from "@playwright/test";
import { expect, expectNoAxeFindings, test, themes, wear } from "./fixtures";

const password = process.env.E2E_ADMIN_PASSWORD ?? "";

/** Confirms the password where the portal asks for it; a sign-in of the last minutes needs none. */
async function proveIfAsked(page: Page): Promise<void> {
  const field = page.getByRole("dialog").getByLabel("Password", { exact: true });
  const done = page.getByText(/entr(y|ies) deleted/);
  await expect(field.or(done).first()).toBeVisible();
  if (!(await field.isVisible())) return;
  await field.fill(password);
  await field.press("Enter");
}

test("the trail shows who did what, is filtered, opens, and stays in its address", async ({ dashboard: page }) => {
  await page.goto("/admin/audit");
  await expect(page.getByRole("heading", { name: "Audit trail" })).toBeVisible();
  await page.getByLabel("What", { exact: true }).selectOption("first start");
  await expect(page).toHaveURL(/action=first/);
  const row = page.locator("tbody tr").filter({ hasText: "first start" });
  await expect(row).toHaveCount(1);
  await row.locator("summary").click();
  await expect(row.getByText("GlobalAdmin")).toBeVisible();
  await expect(row.getByText("Entry 1", { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("What", { exact: true })).toHaveValue("first start");
  await row.locator("summary").click();
  await row.getByRole("link", { name: "Everything done to this" }).click();
  await expect(page.getByText("Only what was done to")).toBeVisible();
  await page.getByRole("link", { name: "Show everything" }).click();
  await page.getByRole("link", { name: "Clear" }).click();
  await expect(page).toHaveURL(/\/admin\/audit$/);
});

test("nothing that fits says so, and an address half understood is still answered", async ({ dashboard: page }) => {
  await page.goto("/admin/audit?q=nobody-of-this-name");
  await expect(page.locator("#content").getByText("Nothing fits these filters")).toBeVisible();
  await page.goto("/admin/audit?range=ever&company=999999&after=x&outcome=y");
  await expect(page.getByText("Part of this address was left out")).toBeVisible();
  await expect(page.locator("tbody tr").first()).toBeVisible();
});

test("an export of the trail is itself an entry", async ({ dashboard: page }) => {
  await page.goto("/admin/audit");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export CSV" }).click();
  expect((await download).suggestedFilename()).toMatch(/_audit-trail_.*\.csv$/);
  const workbook = await page.request.get("/admin/audit/export?format=xlsx");
  expect(workbook.headers()["content-type"]).toContain("spreadsheetml");
  await page.goto("/admin/audit?action=audit+trail+exported");
  await expect(page.locator("tbody tr").filter({ hasText: "audit trail exported" }).first()).toBeVisible();
});

test("the chain is verified on the page", async ({ dashboard: page }) => {
  await page.goto("/admin/audit");
  await page.getByRole("button", { name: "Verify the chain" }).click();
  await expect(page.locator("[data-check=whole]")).toContainText("The chain is whole.");
  await expect(page.locator("[data-check=whole]")).toContainText("which the instance folder remembers");
  await page.goto("/admin/audit?action=audit+chain+verified");
  await expect(page.locator("tbody tr").first()).toContainText("The chain is whole.");
});

test("the error log: cards filter, and clearing is confirmed, proven and written down", async ({ dashboard: page }) => {
  await page.goto("/admin/errors");
  await page.getByRole("link", { name: "Warnings" }).click();
  await expect(page).toHaveURL(/level=WARNING/);
  await expect(page.getByLabel("Level", { exact: true })).toHaveValue("WARNING");
  await page.getByRole("button", { name: "Clear old entries" }).click();
  await page.getByLabel("Days to keep").fill("365");
  await page.getByRole("button", { name: "Delete old entries" }).click();
  await proveIfAsked(page);
  await expect(page.getByText("0 entries deleted")).toBeVisible();
  await page.goto("/admin/audit?action=error+log+purged");
  await expect(page.locator("tbody tr").first()).toContainText("older than 365 days");
  await page.goto("/admin/errors/2147483647");
  await expect(page.getByRole("heading", { name: /not here|not found|no such|nothing/i })).toBeVisible();
});

for (const theme of themes) {
  test(`trail and error log are accessible and fit a phone, ${theme}`, async ({ dashboard: page }) => {
    for (const path of ["/admin/audit", "/admin/errors"]) {
      await page.goto(path);
      await wear(page, theme);
      await expectNoAxeFindings(page);
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
      await page.setViewportSize({ width: 1440, height: 900 });
    }
  });
}
