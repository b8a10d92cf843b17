import { AxeBuilder } from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: the browser tests run against a portal that somebody started`);
  return value;
}

export const administrator = "superadmin";
export const themes = ["dark", "light"] as const;

/** One event as an agent posts it; every test names its own people, so tests do not see each other's. */
export type PostedEvent = { EventType?: string; UserName: string; ComputerName?: string; Timestamp?: string };

/** Posts events with the key of the portal under test; gives the status. */
export async function post(...events: PostedEvent[]): Promise<number> {
  const body = events.map((event) => ({
    EventType: "SignIn",
    ComputerName: "E2E-PC",
    Timestamp: new Date().toISOString(),
    ...event,
  }));
  const response = await fetch(`${required("E2E_BASE_URL")}/api/log_event`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-api-key": required("E2E_API_KEY") },
    body: JSON.stringify(body.length === 1 ? body[0] : { events: body }),
  });
  return response.status;
}

let people = 0;
/** A user name that no other test and no other run has. */
export const newPerson = (what: string): string => `e2e-${what}-${process.pid}-${Date.now().toString(36)}-${people++}`;

export async function signIn(page: Page, password: string = required("E2E_ADMIN_PASSWORD")): Promise<void> {
  await page.goto("/login");
  await page.getByLabel("User name or e-mail").fill(administrator);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

export async function wear(page: Page, theme: (typeof themes)[number]): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
  await page.evaluate((wanted) => localStorage.setItem("theme", wanted), theme);
  await page.reload();
  await expect(page.locator("html")).toHaveClass(new RegExp(`(^| )${theme}( |$)`));
}

export async function expectNoAxeFindings(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const words = violations.map(
    (entry) => `${entry.id}: ${entry.nodes.map((node) => node.target.join(" ")).join(", ")}`,
  );
  expect(words).toEqual([]);
}

type Cookies = Awaited<ReturnType<import("@playwright/test").BrowserContext["cookies"]>>;
/** `cookies`: of an administrator who has just signed in, so that no step asks for the password again. */
type TestFixtures = { complaints: string[]; cookies: Cookies; dashboard: Page };

/**
 * `page` is anonymous and fails its test when the browser's console complains; `dashboard` is the same page,
 * signed in as the administrator and looking at the dashboard. Nothing is started here.
 */
export const test = base.extend<TestFixtures>({
  // Playwright reads the names of what a fixture needs from this pattern, so it must be one, even empty.
  baseURL: async ({ browserName: _browser }, use) => use(required("E2E_BASE_URL")),
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on("console", (message) => {
        if (["error", "warning"].includes(message.type()))
          complaints.push(`${message.text()} ${message.location().url}`);
      });
      page.on("pageerror", (error) => complaints.push(error.message));
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
  cookies: async ({ browser }, use) => {
    const context = await browser.newContext({ baseURL: required("E2E_BASE_URL"), ignoreHTTPSErrors: true });
    const page = await context.newPage();
    await signIn(page);
    await page.waitForURL(/\/(c|home)/);
    await use(await context.cookies());
    await context.close();
  },
  dashboard: async ({ page, cookies }, use) => {
    await page.context().addCookies(cookies);
    await page.goto("/c/1/dashboard");
    await expect(page.getByRole("heading", { name: "Dashboard" })).toBeVisible();
    await use(page);
  },
});

export { expect } from "@playwright/test";
