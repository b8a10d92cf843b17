import type { Page } from "@playwright/test";
import { expect, newPerson, post, test } from "./fixtures";

const rows = (page: Page) => page.locator("tbody tr[data-key]");
const rowOf = (page: Page, person: string) => rows(page).filter({ hasText: person });
/** Holds more than a page of events on any day of the week. */
const month = "/c/1/dashboard?range=last-30-days";
const live = (page: Page) => expect(page.locator("[data-live=live]")).toBeVisible();

test("shows figures, chart and the newest events, newest first", async ({ dashboard: page }) => {
  await page.goto(month);
  await expect(page.getByRole("region", { name: "Figures" }).locator("[data-slot=card]")).toHaveCount(4);
  await expect(page.getByRole("heading", { name: "Events by kind" })).toBeVisible();
  const times = await rows(page)
    .locator("time")
    .evaluateAll((all) => all.map((one) => one.getAttribute("datetime") ?? ""));
  expect(times.length).toBeGreaterThan(10);
  expect(times).toEqual([...times].sort().reverse());
  await expect(page.getByText("Times in Europe/London")).toBeVisible();
});

test("a posted event slides in within two seconds, without a reload", async ({ dashboard: page }) => {
  await live(page);
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  const person = newPerson("live");
  expect(await post({ UserName: person })).toBe(201);
  await expect(rowOf(page, person)).toBeVisible({ timeout: 2000 });
  await expect(rows(page).first()).toContainText(person);
  expect(await page.evaluate(() => "sameDocument" in window)).toBe(true);
});

test("an event that arrives late stands where its time belongs", async ({ dashboard: page }) => {
  await live(page);
  const person = newPerson("late");
  await post({ UserName: `${person}-now` }, { UserName: `${person}-early`, Timestamp: hoursAgo(1) });
  await expect(rowOf(page, `${person}-now`)).toBeVisible();
  const times = await rows(page)
    .locator("time")
    .evaluateAll((all) => all.map((one) => one.getAttribute("datetime") ?? ""));
  expect(times).toEqual([...times].sort().reverse());
});

test("paused, new events wait and are counted; let in, each is there once", async ({ dashboard: page }) => {
  const person = newPerson("paused");
  await page.goto(`/c/1/dashboard?q=${person}`);
  await live(page);
  await page.getByRole("button", { name: "Pause live updates" }).click();
  await post({ UserName: `${person}-1` }, { UserName: `${person}-2` });
  await expect(page.getByRole("button", { name: /2 new/ })).toBeVisible();
  await expect(rows(page)).toHaveCount(0);
  await page.getByRole("button", { name: /2 new/ }).click();
  await expect(rows(page)).toHaveCount(2);
  await page.getByRole("button", { name: "Pause live updates" }).click();
  await page.reload();
  await expect(rows(page)).toHaveCount(2);
});

test("scrolled down, the page does not move; the chip leads to what is new", async ({ dashboard: page }) => {
  await page.goto(month);
  await live(page);
  await rows(page).nth(30).scrollIntoViewIfNeeded();
  await expect(page.locator("[data-scrolled-past=true]")).toBeAttached();
  const person = newPerson("scrolled");
  await post({ UserName: person });
  const chip = page.getByRole("button", { name: /\d+\+? new/ });
  await expect(chip).toBeVisible();
  await expect(rowOf(page, person)).toHaveCount(0);
  await chip.click();
  await expect(rowOf(page, person)).toBeInViewport();
});

test("only what fits the filter comes in", async ({ dashboard: page }) => {
  const person = newPerson("filter");
  await page.goto(`/c/1/dashboard?kind=lock&q=${person}`);
  await live(page);
  await post({ UserName: person, EventType: "Unlock" }, { UserName: person, EventType: "Lock" });
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText("Lock");
});

test("a connection that breaks is taken up again and nothing is missed or doubled", async ({
  dashboard: page,
  complaints,
}) => {
  const person = newPerson("reconnect");
  await page.goto(`/c/1/dashboard?q=${person}`);
  await live(page);
  await post({ UserName: `${person}-before` });
  await expect(rows(page)).toHaveCount(1);
  await page.context().setOffline(true);
  // An open stream survives being offline in some browsers; a new one cannot be opened.
  await page.evaluate(() => window.dispatchEvent(new Event("offline")));
  await post({ UserName: `${person}-meanwhile` });
  await page.context().setOffline(false);
  await expect(rows(page)).toHaveCount(2);
  await live(page);
  complaints.length = 0;
});

test("the drawer opens from a row by keyboard, has its own address, and closes to where one was", async ({
  dashboard: page,
}) => {
  const person = newPerson("drawer");
  await post({ UserName: `CONTOSO\\${person}`, ComputerName: "DRAWER-PC" });
  await page.goto(`/c/1/dashboard?user=${person}`);
  await live(page);
  const link = rows(page).first().locator("a");
  await link.focus();
  await page.keyboard.press("Enter");
  const drawer = page.getByRole("dialog");
  await expect(drawer).toContainText("DRAWER-PC");
  await expect(drawer).toContainText("CONTOSO");
  await expect(page).toHaveURL(/event=1\.[0-9A-Z]{26}/);
  await page.reload();
  await expect(drawer).toContainText("DRAWER-PC");
  await page.keyboard.press("Escape");
  await expect(drawer).toHaveCount(0);
  await expect(page).not.toHaveURL(/event=/);
  await expect(link).toBeFocused();
});

test("names are suggested, and a filter lives in the address", async ({ dashboard: page }) => {
  const person = newPerson("suggest");
  await post({ UserName: person });
  const field = page.getByRole("combobox", { name: "User" });
  await field.fill(person.slice(0, -2));
  await expect(page.getByRole("option", { name: person })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(field).toHaveValue(person);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`\\?user=${person}$`));
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole("link", { name: "Clear", exact: true }).click();
  await expect(page).toHaveURL(/dashboard$/);
  await expect(field).toHaveValue("");
});

test("ranges: by name and by exact minutes", async ({ dashboard: page }) => {
  const menu = page.locator("[data-filter=range]");
  await menu.locator("summary").click();
  await menu.getByRole("link", { name: "Last 7 days" }).click();
  await expect(page).toHaveURL(/range=last-7-days/);
  await menu.locator("summary").click();
  await menu.getByLabel("From").fill("2026-01-02T10:00");
  await menu.getByLabel("To").fill("2026-01-02T09:00");
  await menu.getByRole("button", { name: "Show this range" }).click();
  await expect(menu.getByRole("alert")).toHaveText("The start must lie before the end.");
  await menu.getByLabel("To").fill("2026-01-02T10:05");
  await menu.getByRole("button", { name: "Show this range" }).click();
  await expect(page).toHaveURL(/from=2026-01-02T10%3A00&to=2026-01-02T10%3A05/);
  await expect(page.getByText("No events in this range", { exact: true })).toBeVisible();
});

test("pages go on and come back without losing a row", async ({ dashboard: page }) => {
  await page.goto(month);
  const keys = () => rows(page).evaluateAll((all) => all.map((row) => row.getAttribute("data-key")));
  const first = await keys();
  expect(first).toHaveLength(50);
  await page.getByRole("link", { name: "Next" }).click();
  await expect(page).toHaveURL(/cursor=/);
  await expect.poll(keys).not.toContain(first[0]);
  const second = await keys();
  expect(second).toHaveLength(50);
  expect(second.filter((key) => first.includes(key))).toEqual([]);
  await page.getByRole("link", { name: "Previous" }).click();
  await expect.poll(keys).toContain(first[49]);
});

test("columns and row height are remembered by the browser", async ({ dashboard: page }) => {
  await expect(page.getByRole("columnheader", { name: "Computer" })).toHaveCount(0);
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Computer" }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Comfortable rows" }).click();
  await page.reload();
  await expect(page.getByRole("columnheader", { name: "Computer" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Comfortable rows" })).toHaveAttribute("aria-pressed", "true");
});

test("sorting by another column is a link, and says so to assistive technology", async ({ dashboard: page }) => {
  await page.goto(`${month}&kind=failed`);
  await page.getByRole("columnheader", { name: "User" }).getByRole("link").click();
  await expect(page).toHaveURL(/sort=user/);
  await expect(page.getByRole("columnheader", { name: "User" })).toHaveAttribute("aria-sort", "ascending");
});

for (const [word, extension] of [
  ["CSV", "csv"],
  ["Excel", "xlsx"],
] as const) {
  test(`exports ${word} of all rows of the filter`, async ({ dashboard: page }) => {
    const person = newPerson("export");
    await post({ UserName: person }, { UserName: person, EventType: "Lock" });
    await page.goto(`/c/1/dashboard?user=${person}`);
    await live(page);
    const waiting = page.waitForEvent("download");
    await page.getByRole("link", { name: `Export ${word}` }).click();
    const download = await waiting;
    expect(download.suggestedFilename()).toMatch(new RegExp(`_events_.*\\.${extension}$`));
    if (extension === "csv") {
      const text = await (await import("node:fs/promises")).readFile(await download.path(), "utf8");
      expect(text.split(person)).toHaveLength(3);
    }
  });
}

test("prints all rows of the filter, names as text", async ({ dashboard: page }) => {
  const person = newPerson("print");
  await post({ UserName: `${person}<b>bold</b>` });
  await page.addInitScript(() => Object.assign(window, { print: () => undefined }));
  await page.goto(`/c/1/dashboard/print?q=${person}&columns=time,user`);
  await expect(page.locator("tbody tr")).toHaveCount(1);
  await expect(page.locator("tbody td").last()).toHaveText(`${person}<b>bold</b>`);
  await expect(page.getByText("1 event, complete.")).toBeVisible();
});

test("an address that is wrong in part shows the page and says what was left out", async ({ dashboard: page }) => {
  await post({ UserName: newPerson("address") });
  const response = await page.goto(
    "/c/1/dashboard?size=7&kind=dance&ip=1.2.3&from=2026-02-30T00:00&to=x&cursor=%00&event=1.x&site=99",
  );
  expect(response?.status()).toBe(200);
  await expect(page.getByText("Part of this address was left out")).toBeVisible();
  await expect(page.getByText("“dance” is not a kind of event.")).toBeVisible();
  expect(await rows(page).count()).toBeGreaterThan(0);
});

function hoursAgo(hours: number): string {
  return new Date(Date.now() - hours * 3_600_000).toISOString();
}
