import type { Browser, Page } from "@playwright/test";
import { expect, expectNoAxeFindings, newPerson, test, themes, wear } from "./fixtures";

async function stranger(browser: Browser, baseURL: string | undefined): Promise<Page> {
  const context = await browser.newContext({ baseURL: baseURL ?? "", ignoreHTTPSErrors: true });
  return context.newPage();
}

async function enter(page: Page, name: string, password: string): Promise<void> {
  await page.goto("/login");
  await page.getByLabel("User name or e-mail").fill(name);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

const shownSecret = (page: Page, label: string) => page.getByRole("region", { name: label }).locator("pre");

/** Makes a member of company 1 by the form and gives the one-time password. */
async function create(page: Page, name: string, email = `${newPerson("mail")}@example.test`): Promise<string> {
  await page.goto("/admin/users/new");
  await page.getByLabel("User name").fill(name);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Company", { exact: true }).selectOption("1");
  await page.getByRole("button", { name: "Create user" }).click();
  return (await shownSecret(page, "One-time password").textContent()) ?? "";
}

const openAccount = async (page: Page, name: string) => {
  await page.getByRole("link", { name: "Open the account" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
};

/** A button of the page, and the one that confirms in the dialog behind it. */
async function act(page: Page, label: string, confirmLabel = label, typed?: string): Promise<void> {
  await page.getByRole("button", { name: label, exact: true }).click();
  const dialog = page.getByRole("dialog");
  if (typed !== undefined) await dialog.getByLabel(/^Type/).fill(typed);
  await dialog.getByRole("button", { name: confirmLabel, exact: true }).click();
  await expect(dialog).toBeHidden();
}

test.beforeEach(async ({ page, cookies }) => {
  await page.context().addCookies(cookies);
});

test("a new user's one-time password is shown once, works once and must be changed", async ({
  page,
  browser,
  baseURL,
}) => {
  const name = newPerson("user");
  const password = await create(page, name);
  expect(password).toMatch(/^\S{5}(-\S{5}){3}$/);
  await openAccount(page, name);
  expect(await page.content()).not.toContain(password);
  await expect(page.getByText("Must be changed at the next sign-in.")).toBeVisible();

  const guest = await stranger(browser, baseURL);
  await enter(guest, name, password);
  await expect(guest).toHaveURL(/\/change-password/);
  await guest.getByLabel("Current password").fill(password);
  await guest.getByLabel("New password", { exact: true }).fill("a wholly different phrase");
  await guest.getByLabel("New password again").fill("a wholly different phrase");
  await guest.getByRole("button", { name: /change password/i }).click();
  await expect(guest).not.toHaveURL(/\/change-password/);
  await guest.context().close();
});

test("a password reset ends the sessions, and a link sets the next one", async ({ page, browser, baseURL }) => {
  const name = newPerson("reset");
  const password = await create(page, name);
  await openAccount(page, name);
  const guest = await stranger(browser, baseURL);
  await enter(guest, name, password);
  await expect(guest).toHaveURL(/\/change-password/);

  await page.getByRole("button", { name: "Reset password" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(/One-time link/).check();
  await dialog.getByRole("button", { name: "Reset password" }).click();
  const link = (await shownSecret(page, "One-time link").textContent()) ?? "";
  expect(link).toMatch(/\/reset#[\w-]{43}$/);
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(dialog).toBeHidden();
  expect(await page.content()).not.toContain(link.slice(-43));

  await guest.goto("/change-password");
  await expect(guest).toHaveURL(/\/login/);
  await enter(guest, name, password);
  await expect(guest.getByText("The name or the password is wrong")).toBeVisible();
  await guest.context().close();
});

test("deactivate, activate, delete with the typed name, restore", async ({ page }) => {
  const name = newPerson("state");
  await create(page, name);
  await openAccount(page, name);
  await act(page, "Deactivate");
  await expect(page.getByText("Account deactivated")).toBeVisible();
  await expect(page.getByText("Deactivated", { exact: true })).toBeVisible();
  await act(page, "Activate");
  await expect(page.getByText("Active", { exact: true })).toBeVisible();

  await page.getByRole("button", { name: "Delete", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(/^Type/).fill(`${name}x`);
  await expect(dialog.getByRole("button", { name: "Delete user" })).toBeDisabled();
  await page.keyboard.press("Escape");
  await act(page, "Delete", "Delete user", name);
  await expect(page.getByText("This account is deleted")).toBeVisible();

  await page.goto(`/admin/users?search=${name}`);
  await expect(page.getByText("Nobody fits these filters")).toBeVisible();
  await page.goto(`/admin/users?search=${name}&state=deleted`);
  await page.getByRole("link", { name }).click();
  await act(page, "Restore");
  await expect(page.getByText("Active", { exact: true })).toBeVisible();
  await expect(page.getByText("user restored", { exact: true })).toBeVisible();
});

test("roles: of the installation and of a company", async ({ page }) => {
  const name = newPerson("role");
  await create(page, name);
  await openAccount(page, name);
  await page.getByLabel("Role in the installation").selectOption("Admin");
  await page.getByRole("button", { name: "Change role" }).click();
  await expect(page.getByText("global role changed")).toBeVisible();
  await act(page, "Make company administrator of Default Company", "Make company administrator");
  await expect(page.getByText("Company administrator").first()).toBeVisible();
  await act(page, "Make user of Default Company", "Make user");
  await act(page, "Remove from Default Company", "Remove");
  await expect(page.getByText("In no company")).toBeVisible();
});

test("a taken name says which field, and a deleted account offers itself", async ({ page }) => {
  const name = newPerson("taken");
  await create(page, name);
  await openAccount(page, name);
  await act(page, "Delete", "Delete user", name);
  await page.goto("/admin/users/new");
  await page.getByLabel("User name").fill(name.toUpperCase());
  await page.getByLabel("E-mail address").fill(`${newPerson("mail")}@example.test`);
  await page.getByRole("button", { name: "Create user" }).click();
  await expect(page.getByLabel("User name")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("User name")).toHaveValue(name.toUpperCase());
  await page.getByRole("link", { name: "Look at the deleted account" }).click();
  await expect(page.getByText("This account is deleted")).toBeVisible();
});

test("a name that looks like markup is text everywhere", async ({ page }) => {
  const name = `<img src=x onerror=alert(1)> ${Date.now().toString(36)}`;
  let asked = false;
  page.on("dialog", (dialog) => {
    asked = true;
    void dialog.dismiss();
  });
  await create(page, name);
  await openAccount(page, name);
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(page.getByRole("dialog")).toContainText(name);
  await page.goto(`/admin/users?search=${encodeURIComponent(name)}`);
  await expect(page.getByRole("link", { name })).toBeVisible();
  expect(asked).toBe(false);
  expect(await page.locator('img[src="x"]').count()).toBe(0);
});

test("filters, order and pages live in the address", async ({ page }) => {
  await page.goto("/admin/users");
  await page.getByLabel("Role").selectOption("GlobalAdmin");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/\?role=GlobalAdmin$/);
  await page.getByRole("link", { name: "Last sign-in" }).click();
  await expect(page).toHaveURL(/role=GlobalAdmin&sort=signedIn$/);
  await expect(page.getByRole("columnheader", { name: "Last sign-in" })).toHaveAttribute("aria-sort", "descending");
  await page.getByRole("link", { name: "Clear" }).click();
  await expect(page).toHaveURL(/\/admin\/users$/);
  await page.goto("/admin/users?sort=nonsense&company=x&place=%00%FF&state=");
  await expect(page.getByRole("heading", { name: "Users" })).toBeVisible();
});

test("an own account has no buttons, and an absent one is not there", async ({ page }) => {
  await page.goto("/admin/users/1");
  await expect(page.getByText("This is your own account.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Delete" })).toHaveCount(0);
  for (const path of ["/admin/users/999999", "/admin/users/0", "/admin/users/1e1", "/admin/users/99999999999999"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is nothing here");
  }
});

for (const theme of themes) {
  test(`axe finds nothing on another user's page and in its dialogs, ${theme}`, async ({ page }) => {
    const name = newPerson("axe");
    await create(page, name);
    await openAccount(page, name);
    await wear(page, theme);
    await expectNoAxeFindings(page);
    await page.getByRole("button", { name: "Reset password" }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await expectNoAxeFindings(page);
  });
}
