import { administrator, expect, signIn, test } from "./fixtures";

test("a stranger is sent to the door and comes back to where they wanted to go", async ({ page }) => {
  await page.goto("/c/1/dashboard?kind=failed");
  await expect(page).toHaveURL(/\/login/);
  await page.getByLabel("User name or e-mail").fill(administrator.toUpperCase());
  await page.getByLabel("Password", { exact: true }).fill(process.env.E2E_ADMIN_PASSWORD ?? "");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(/\/c\/1\/dashboard\?kind=failed$/);
});

test("wrong words keep the name, say nothing of which was wrong, and let nobody in", async ({ page }) => {
  await signIn(page, "not-the-password-at-all");
  await expect(page.getByText("The name or the password is wrong")).toBeVisible();
  await expect(page.getByLabel("User name or e-mail")).toHaveValue(administrator);
  await expect(page.getByLabel("Password", { exact: true })).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("Password", { exact: true })).toBeFocused();
  await page.goto("/c/1/dashboard");
  await expect(page).toHaveURL(/\/login/);
});

test("the password can be shown and hidden again", async ({ page }) => {
  await page.goto("/login");
  const password = page.getByLabel("Password", { exact: true });
  await password.fill("something");
  await page.getByRole("button", { name: /show password/i }).click();
  await expect(password).toHaveAttribute("type", "text");
});

test("signing out closes every page of that browser", async ({ page }) => {
  await signIn(page);
  await page.waitForURL(/\/(c|home)/);
  await page
    .getByRole("button", { name: new RegExp(administrator) })
    .first()
    .click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/login/);
  await page.goto("/c/1/dashboard");
  await expect(page).toHaveURL(/\/login/);
});

test("a company that is not there looks like any page that is not there", async ({ dashboard: page, complaints }) => {
  const response = await page.goto("/c/999999/dashboard");
  expect(response?.status()).toBe(404);
  // The browser itself reports the status of the page it was sent to.
  complaints.splice(0, complaints.length, ...complaints.filter((text) => !text.includes("404")));
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("one can sign in", async ({ page }) => {
    await signIn(page);
    await expect(page).toHaveURL(/\/(c|home)/);
  });
});
