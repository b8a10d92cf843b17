import { expect, expectNoAxeFindings, newPerson, test, themes, wear } from "./fixtures";

test("a company is made with its key, changed part by part, and deleted by its name", async ({ dashboard: page }) => {
  const name = newPerson("company");
  await page.goto("/admin/companies");
  await page.getByRole("link", { name: "New company" }).first().click();
  await expect(page.getByRole("heading", { name: "New company" })).toBeVisible();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Time zone").fill("Nowhere/Land");
  await page.getByRole("button", { name: "Create company" }).click();
  await expect(page.getByLabel("Time zone")).toBeFocused();
  await expect(page.getByText("a time zone such as Europe/London")).toBeVisible();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue(name);
  await page.getByLabel("Time zone").fill("europe/berlin");
  await page.getByRole("button", { name: "Create company" }).click();

  const key = page.getByRole("region", { name: "API key of site HO" });
  await expect(key.locator("pre")).toHaveText(/^[0-9a-f]{64}$/);
  await expect(page.getByText(`${name} is ready`)).toBeFocused();
  const secret = (await key.locator("pre").textContent()) ?? "";
  await page.getByRole("link", { name: "Company settings" }).last().click();

  const hours = page.getByRole("region", { name: "Working hours" });
  await hours.getByLabel("On these days, from and to these times").check();
  await hours.getByLabel("From", { exact: true }).fill("22:00");
  await hours.getByLabel("To", { exact: true }).fill("22:00");
  await hours.getByRole("button", { name: "Save" }).click();
  await expect(hours.getByText("not the same time as the start")).toBeVisible();
  await hours.getByLabel("To", { exact: true }).fill("06:00");
  await hours.getByRole("button", { name: "Save" }).click();
  await expect(hours.getByText("Saved")).toBeVisible();
  await page.reload();
  await expect(hours.getByLabel("To", { exact: true })).toHaveValue("06:00");
  await expect(page.getByRole("combobox", { name: "Time zone" })).toHaveValue("Europe/Berlin");
  expect(await page.content()).not.toContain(secret);

  await page.getByRole("link", { name: "Numbers and deletion" }).click();
  await page.getByRole("button", { name: "Delete this company…" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete this company?" });
  await expect(dialog.getByRole("button", { name: "Delete company" })).toBeDisabled();
  await dialog.getByLabel(/^Type/).fill(name);
  await dialog.getByRole("button", { name: "Delete company" }).click();
  await expect(dialog.getByText("Tick this when you have the export")).toBeVisible();
  await dialog.getByLabel("I have the export of its events, or do not need one.").check();
  await dialog.getByRole("button", { name: "Delete company" }).click();
  await expect(page.getByText("The company is deleted")).toBeVisible();
  await page.getByLabel("Search companies by name").fill(name);
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByText("No company has such a name")).toBeVisible();
});

test("a company that has events offers all of them before it is deleted", async ({ dashboard: page }) => {
  await page.goto("/admin/companies/1");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export all events (CSV)" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.csv$/);
});

for (const theme of themes) {
  test(`the pages of companies have no findings of axe (${theme})`, async ({ dashboard: page }) => {
    for (const path of ["/admin/companies", "/admin/companies/new", "/admin/companies/1", "/c/1/settings"]) {
      await page.goto(path);
      await wear(page, theme);
      await expectNoAxeFindings(page);
    }
  });
}
