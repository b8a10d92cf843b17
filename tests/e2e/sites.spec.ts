import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { strFromU8, unzipSync } from "fflate";
import { expect, expectNoAxeFindings, test, themes, wear } from "./fixtures";

let made = 0;
const anyName = (what: string): string => `${what} ${process.pid} ${Date.now().toString(36)} ${made++}`;

const shownKey = (page: Page) => page.getByRole("region", { name: /^The new key/ }).locator("pre");

/** Acts on keys want the password of the last minutes; the browser's session may be older. */
async function prove(page: Page): Promise<void> {
  const password = page.getByLabel("Your password");
  const key = shownKey(page);
  await expect(password.or(key).first()).toBeVisible();
  if (!(await password.isVisible())) return;
  await password.fill(process.env.E2E_ADMIN_PASSWORD ?? "");
  await page.getByRole("button", { name: "Confirm", exact: true }).click();
}

async function newSite(page: Page): Promise<string> {
  const name = anyName("Branch");
  await page.goto("/c/1/sites");
  await page.getByRole("button", { name: "New site" }).click();
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Create site" }).click();
  await expect(page.getByRole("heading", { name })).toBeVisible();
  return page.url();
}

async function newKey(page: Page, label: string): Promise<string> {
  await page.getByRole("button", { name: "Create key" }).click();
  await page.getByLabel("Label").fill(label);
  await page.getByRole("dialog").getByRole("button", { name: "Create key" }).click();
  await prove(page);
  const key = (await shownKey(page).textContent()) ?? "";
  await page.getByRole("button", { name: "I have copied it" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  return key;
}

async function send(key: string): Promise<number> {
  const event = { EventType: "Logon", UserName: "e2e", ComputerName: "E2E-SITE", Timestamp: new Date().toISOString() };
  const response = await fetch(`${process.env.E2E_BASE_URL}/api/log_event`, {
    method: "POST",
    headers: { "x-api-key": key },
    body: JSON.stringify(event),
  });
  return response.status;
}

test("a key is shown once, works, and is in no page and no payload afterwards", async ({ dashboard: page }) => {
  const site = await newSite(page);
  const key = await newKey(page, "Reception");
  expect(key).toMatch(/^[0-9a-f]{64}$/);
  expect(await send(key)).toBe(201);
  const row = page.getByRole("row").filter({ hasText: "Reception" });
  await expect(row).toContainText(key.slice(0, 8));
  for (const path of [site, "/c/1/sites", "/c/1/sites/add", "/admin/audit"]) {
    const html = await (await page.request.get(path)).text();
    const payload = await (await page.request.get(path, { headers: { rsc: "1" } })).text();
    expect([path, html.includes(key), payload.includes(key)]).toEqual([path, false, false]);
  }
  await page.reload();
  expect(await page.content()).not.toContain(key);
});

test("a disabled key is refused at once and an enabled one taken again; a deleted one is gone", async ({
  dashboard: page,
}) => {
  await newSite(page);
  const key = await newKey(page, "Switch");
  expect(await send(key)).toBe(201);
  await page.getByRole("button", { name: /^Disable Switch/ }).click();
  await page.getByRole("button", { name: "Disable key" }).click();
  await expect(page.getByRole("row").filter({ hasText: "Switch" })).toContainText("Disabled");
  expect(await send(key)).toBe(401);
  await page.getByRole("button", { name: /^Enable Switch/ }).click();
  await page.getByRole("button", { name: "Enable key" }).click();
  await expect(page.getByRole("row").filter({ hasText: "Switch" })).toContainText("Active");
  expect(await send(key)).toBe(201);
  await page.getByRole("button", { name: /^Delete Switch/ }).click();
  const confirm = page.getByRole("button", { name: "Delete key" });
  await expect(confirm).toBeDisabled();
  await page.getByLabel(/^Type “Switch”/).fill("Switch");
  await confirm.click();
  await expect(page.getByText("This site has no key")).toBeVisible();
  expect(await send(key)).toBe(401);
});

test("a rotated key goes on beside the new one for the time that was chosen", async ({ dashboard: page }) => {
  await newSite(page);
  const old = await newKey(page, "Turn");
  for (const [overlap, status] of [
    ["24 hours", 201],
    ["Not at all: it ends now", 401],
  ] as const) {
    await page.getByRole("button", { name: `Rotate Turn (${old.slice(0, 8)}…)` }).click();
    await page.getByLabel("The old key goes on working").selectOption({ label: overlap });
    await page.getByRole("button", { name: "Make the new key" }).click();
    await prove(page);
    const key = (await shownKey(page).textContent()) ?? "";
    expect([overlap, await send(key), await send(old)]).toEqual([overlap, 201, status]);
    await page.getByRole("button", { name: "I have copied it" }).click();
    await expect(page.getByRole("dialog")).toHaveCount(0);
  }
});

test("a package is made from the form, downloaded, and its first event turns the page green", async ({
  dashboard: page,
}) => {
  const site = await newSite(page);
  await page.getByRole("link", { name: "Add computers" }).click();
  await page.getByRole("button", { name: "Make key and package" }).click();
  await expect(page.getByLabel("Server URL")).toBeFocused();
  await page.getByLabel("Server URL").fill("https://monitor.example.test:8000");
  await page.getByText("More settings of the agent").click();
  await page.getByLabel("Health check interval, seconds").fill("60");
  await page.getByRole("button", { name: "Make key and package" }).click();
  await prove(page);
  await expect(page.getByText("Waiting for the first event…")).toBeVisible();
  const key = (await shownKey(page).textContent()) ?? "";

  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download package" }).click();
  const download = await waiting;
  expect(download.suggestedFilename()).toBe("Default_Company_agent.zip");
  const files = unzipSync(readFileSync(await download.path()));
  const ini = strFromU8(files["config.ini"] ?? new Uint8Array());
  expect(ini).toContain(`api_key = ${key}\r\n`);
  expect(ini).toContain("server_url = https://monitor.example.test:8000\r\n");
  expect(ini).toContain("health_check_interval = 60\r\n");
  expect(Object.keys(files)).toEqual(["README.txt", "config.ini", "install_service.bat"]);

  for (const label of ["PowerShell, on a Windows computer", "curl, in a shell"]) {
    await expect(page.getByRole("figure", { name: label })).toContainText(key);
  }
  expect(await send(key)).toBe(201);
  await expect(page.getByText("The first event has arrived.")).toBeVisible();
  await page.getByRole("link", { name: "Go to the site" }).click();
  await expect(page).toHaveURL(site);
  await expect(page.getByRole("cell", { name: "E2E-SITE" })).toBeVisible();
});

test("an address that names no site here is not found", async ({ dashboard: page, complaints }) => {
  for (const path of ["/c/1/sites/99999", "/c/1/sites/x", "/c/99999/sites", "/c/99999/sites/1"]) {
    await page.goto(path);
    await expect(page.getByText("There is nothing here")).toBeVisible();
  }
  // The browser itself reports the status of the page it was sent to.
  complaints.splice(0, complaints.length, ...complaints.filter((text) => !text.includes("404")));
});

for (const theme of themes) {
  test(`sites, a site and its forms hold no barrier, ${theme}`, async ({ dashboard: page }) => {
    for (const path of ["/c/1/sites", "/c/1/sites/1", "/c/1/sites/add"]) {
      await page.goto(path);
      await wear(page, theme);
      await expectNoAxeFindings(page);
    }
    await page.goto("/c/1/sites/1");
    await page.getByRole("button", { name: "Create key" }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await expectNoAxeFindings(page);
  });
}
