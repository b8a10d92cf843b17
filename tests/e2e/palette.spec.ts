import type { Page } from "@playwright/test";
import { expect, expectNoAxeFindings, newPerson, post, test } from "./fixtures";

/** The key is heard once the page has come to life. */
const ready = (page: Page) => expect(page.locator("[data-live=live]")).toBeVisible();

test("the palette goes to a page by keyboard alone", async ({ dashboard: page }) => {
  await ready(page);
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: /Go to a page/ });
  await expect(palette.getByRole("combobox")).toBeFocused();
  await page.keyboard.type("audit");
  await expect(palette.getByRole("option", { name: "Audit trail" })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/admin\/audit/);
  await expect(palette).toBeHidden();
});

test("the palette finds a person and shows their events", async ({ dashboard: page }) => {
  const person = newPerson("palette");
  expect(await post({ UserName: person })).toBe(201);
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await expect(page.getByRole("combobox", { name: /Go to a page/ })).toBeFocused();
  await page.keyboard.type(person);
  await page.getByRole("option", { name: person }).click();
  await expect(page).toHaveURL(new RegExp(`user=${person}`));
  await expect(page.locator("tbody tr[data-key]")).toHaveCount(1);
});

test("Escape closes the palette and nothing is found for nonsense", async ({ dashboard: page }) => {
  await ready(page);
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: /Go to a page/ });
  await expect(palette.getByRole("combobox")).toBeFocused();
  await page.keyboard.type("zzzz-nothing-has-this-name");
  await expect(palette.getByText("Nothing by that name.")).toBeVisible();
  await expectNoAxeFindings(page);
  await page.keyboard.press("Escape");
  await expect(palette).toBeHidden();
});
