import type { Browser, Page } from "@playwright/test";
import { expect, expectNoAxeFindings, newPerson, test, themes, wear } from "./fixtures";

const guestPassword = "a perfectly long phrase";

/** A browser of its own, signed in as nobody. */
async function stranger(browser: Browser, baseURL: string | undefined): Promise<Page> {
  const context = await browser.newContext({ baseURL: baseURL ?? "", ignoreHTTPSErrors: true });
  return context.newPage();
}

/** The link to hand over, as it is shown this one time: its path with the code. */
async function shownLink(page: Page): Promise<string> {
  const link = await page.getByRole("region", { name: "Link of the invitation" }).locator("pre").textContent();
  return (link ?? "").slice((link ?? "").indexOf("/join#"));
}

/** Invites from the page of company 1 and gives the link. */
async function invite(page: Page, email: string, username = ""): Promise<string> {
  await page.goto("/c/1/members/add");
  await page.getByLabel("E-mail", { exact: true }).fill(email);
  await page.getByLabel("Proposed user name").fill(username);
  await page.getByRole("button", { name: "Make the invitation" }).click();
  return shownLink(page);
}

const rowOf = (page: Page, list: string, name: string) =>
  page.getByRole("region", { name: list, exact: true }).getByRole("row").filter({ hasText: name });

async function findMember(page: Page, name: string) {
  await page.goto(`/c/1/members?search=${encodeURIComponent(name)}`);
  return rowOf(page, "Members", name);
}

test.beforeEach(async ({ page, cookies }) => {
  await page.context().addCookies(cookies);
});

test("an invitation is a link that makes an account once, and the member can be promoted and removed", async ({
  page,
  browser,
  baseURL,
}) => {
  const name = newPerson("guest");
  const email = `${name}@example.test`;
  const link = await invite(page, email, name);
  await page.goto("/c/1/members");
  await expect(rowOf(page, "People invited", email)).toContainText("Open");
  expect(await page.content()).not.toContain(link.slice("/join#".length));

  const guest = await stranger(browser, baseURL);
  await guest.goto(link);
  await expect(guest.getByRole("heading", { name: /^Join/ })).toContainText("Join");
  await expect(guest.getByText(email)).toBeVisible();
  expect(new URL(guest.url()).hash).toBe("");
  await expect(guest.getByLabel("User name")).toHaveValue(name);
  await guest.getByLabel("Password", { exact: true }).fill("short");
  await guest.getByLabel("Password again").fill("short");
  await guest.getByRole("button", { name: "Make my account and join" }).click();
  await expect(guest.getByLabel("Password", { exact: true })).toHaveAttribute("aria-invalid", "true");
  await guest.getByLabel("Password", { exact: true }).fill(guestPassword);
  await guest.getByLabel("Password again").fill(guestPassword);
  await guest.getByRole("button", { name: "Make my account and join" }).click();
  await expect(guest).toHaveURL(/\/(c|home)/);
  expect((await guest.goto("/c/1/dashboard"))?.status()).toBe(200);
  expect((await guest.goto("/c/1/members"))?.status()).toBe(403);

  const late = await stranger(browser, baseURL);
  await late.goto(link);
  await expect(late.getByText("This invitation cannot be used")).toBeVisible();

  const row = await findMember(page, name);
  await row.getByRole("button", { name: `Make company administrator: ${name}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Make company administrator" }).click();
  await expect(row).toContainText("Company administrator");
  await row.getByRole("button", { name: `Remove: ${name}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove from the company" }).click();
  await expect(page.getByText("No member is like that")).toBeVisible();
  expect((await guest.goto("/c/1/dashboard"))?.status()).toBe(404);

  // Who has an account signs in with it and accepts: the code waits in this tab meanwhile.
  const second = await invite(page, email);
  const back = await stranger(browser, baseURL);
  await back.goto(second);
  await back.getByRole("link", { name: "Sign in to accept" }).click();
  await back.getByLabel("User name or e-mail").fill(name);
  await back.getByLabel("Password", { exact: true }).fill(guestPassword);
  await back.getByRole("button", { name: "Sign in", exact: true }).click();
  await back.getByRole("button", { name: "Accept" }).click();
  await expect(back).toHaveURL(/\/c\/1\/dashboard/);
  await expect(await findMember(page, name)).toContainText("User");
  for (const other of [guest, late, back]) await other.context().close();
});

test("somebody else's account cannot accept, and a renewed or withdrawn link is dead", async ({
  page,
  browser,
  baseURL,
}) => {
  const email = `${newPerson("other")}@example.test`;
  const first = await invite(page, email);
  await page.goto(first);
  await expect(page.getByText("this invitation is for another address")).toBeVisible();
  await expect(page.getByRole("button", { name: "Accept" })).toHaveCount(0);

  await page.goto("/c/1/members");
  await rowOf(page, "People invited", email)
    .getByRole("button", { name: `New link: ${email}` })
    .click();
  await page.getByRole("dialog").getByRole("button", { name: "Make a new link" }).click();
  const shown = await shownLink(page);
  await page.getByRole("button", { name: "Done" }).click();
  const other = await stranger(browser, baseURL);
  await other.goto(first);
  await expect(other.getByText("This invitation cannot be used")).toBeVisible();
  await other.goto(shown);
  await expect(other.getByText(email)).toBeVisible();

  await rowOf(page, "People invited", email)
    .getByRole("button", { name: `Withdraw: ${email}` })
    .click();
  await page.getByRole("dialog").getByRole("button", { name: "Withdraw" }).click();
  await expect(rowOf(page, "People invited", email)).toHaveCount(0);
  await other.context().close();
});

for (const theme of themes) {
  test(`axe finds nothing on the pages of members (${theme})`, async ({ page }) => {
    for (const path of ["/c/1/members", "/c/1/members/add"]) {
      await page.goto(path);
      await wear(page, theme);
      await expectNoAxeFindings(page);
    }
    await page.context().clearCookies();
    await page.goto("/join");
    await wear(page, theme);
    await expectNoAxeFindings(page);
  });
}
