/** @jest-environment jsdom */
import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import type { ComponentProps, ReactNode } from "react";
import { act } from "react";
import { useThrottledRefresh } from "@/app/(portal)/c/[company]/dashboard/live/use-throttled-refresh";
import { WaitForEvent } from "@/app/(portal)/home/wait-for-event";
import { click, find, render } from "./rendering";

type Router = NonNullable<ComponentProps<typeof AppRouterContext.Provider>["value"]>;

const minute = 60_000;
let refreshes = 0;
const router: Router = {
  bfcacheId: "",
  back: () => undefined,
  forward: () => undefined,
  refresh: () => {
    refreshes += 1;
  },
  push: () => undefined,
  replace: () => undefined,
  prefetch: () => undefined,
};

const renderAt = (page: ReactNode) =>
  render(<AppRouterContext.Provider value={router}>{page}</AppRouterContext.Provider>);

/** Lets time pass and tells how often the page was read again meanwhile. */
async function refreshesIn(ms: number): Promise<number> {
  const before = refreshes;
  await act(async () => jest.advanceTimersByTime(ms));
  return refreshes - before;
}

const press = () => act(async () => void document.body.dispatchEvent(new Event("keydown", { bubbles: true })));

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test("the first steps ask again while somebody is there, stop after ten minutes, and go on at the next key", async () => {
  const { unmount } = await renderAt(<WaitForEvent arrived={false} startPath="/" />);
  expect(await refreshesIn(minute)).toBe(20);
  await refreshesIn(9 * minute);
  expect(await refreshesIn(30 * minute)).toBe(0);
  const before = refreshes;
  await press();
  expect(refreshes - before).toBe(1);
  expect(await refreshesIn(minute)).toBe(20);
  await unmount();
});

function Live() {
  const refreshSoon = useThrottledRefresh(true);
  return (
    <button type="button" onClick={refreshSoon}>
      An event came
    </button>
  );
}

test("a dashboard nobody looks after keeps its wish to be read again until the next input", async () => {
  const { container, unmount } = await renderAt(<Live />);
  const eventComes = () => click(find(container, "button"));
  await eventComes();
  expect(await refreshesIn(15_000)).toBe(1);
  await refreshesIn(10 * minute);
  await eventComes();
  expect(await refreshesIn(30 * minute)).toBe(0);
  await press();
  expect(await refreshesIn(1)).toBe(1);
  await unmount();
});
