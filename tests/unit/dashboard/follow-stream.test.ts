import { followStream, type StreamState } from "@/app/(portal)/c/[company]/dashboard/live/follow-stream";
import type { WireRow } from "@/app/(portal)/c/[company]/dashboard/live/wire-row";
import { wireRow } from "./rows";

type Listen = (message: { data?: unknown }) => void;

/** A browser of which the test is the other end: it sees connections and shows or hides the tab. */
function browser() {
  const looks = new Set<() => void>();
  const sources: { cursor: string; closed: boolean; say: (name: string, data?: unknown) => void }[] = [];
  const states: StreamState[] = [];
  const rows: WireRow[] = [];
  const page = {
    hidden: false,
    addEventListener: (_name: string, listen: () => void) => void looks.add(listen),
    removeEventListener: (_name: string, listen: () => void) => void looks.delete(listen),
  };
  const open = (cursor: string) => {
    const listeners: [string, Listen][] = [];
    const source = {
      cursor,
      closed: false,
      say: (name: string, data?: unknown) => {
        for (const [known, listen] of listeners) if (known === name) listen({ data: JSON.stringify(data) });
      },
    };
    sources.push(source);
    return {
      addEventListener: (name: string, listen: Listen) => void listeners.push([name, listen]),
      close: () => {
        source.closed = true;
      },
    };
  };
  const show = (visible: boolean): void => {
    page.hidden = !visible;
    for (const look of [...looks]) look();
  };
  const follow = () =>
    followStream({
      open,
      page,
      cursor: "start",
      onRows: (fresh) => void rows.push(...fresh),
      onState: (state) => void states.push(state),
    });
  const last = () => {
    const source = sources.at(-1);
    if (!source) throw new Error("Nothing was opened");
    return source;
  };
  return { page, follow, show, sources, states, rows, last, listening: () => looks.size };
}

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test("a tab that stays hidden gives its connection back, and goes on from its last cursor when it is seen again", () => {
  const tab = browser();
  const stop = tab.follow();
  tab.last().say("open");
  tab.last().say("events", { rows: [wireRow(1)], cursor: "after 1" });
  tab.show(false);
  jest.advanceTimersByTime(14_000);
  expect(tab.last().closed).toBe(false);
  tab.last().say("events", { rows: [wireRow(2)], cursor: "after 2" });
  jest.advanceTimersByTime(2000);
  expect(tab.last().closed).toBe(true);
  tab.last().say("events", { rows: [wireRow(3)], cursor: "after 3" });
  jest.advanceTimersByTime(3_600_000);
  expect(tab.sources).toHaveLength(1);
  tab.show(true);
  expect(tab.sources.map((source) => source.cursor)).toEqual(["start", "after 2"]);
  tab.last().say("open");
  tab.last().say("events", { rows: [wireRow(3)], cursor: "after 3" });
  expect(tab.rows).toEqual([wireRow(1), wireRow(2), wireRow(3)]);
  expect(tab.states).toEqual(["live", "reconnecting", "live"]);
  stop();
});

test("a short look elsewhere costs no new connection", () => {
  const tab = browser();
  const stop = tab.follow();
  tab.show(false);
  jest.advanceTimersByTime(10_000);
  tab.show(true);
  jest.advanceTimersByTime(60_000);
  expect(tab.sources).toHaveLength(1);
  expect(tab.last().closed).toBe(false);
  stop();
});

test("a tab opened in the background connects when it is first seen", () => {
  const tab = browser();
  tab.page.hidden = true;
  const stop = tab.follow();
  expect(tab.sources).toHaveLength(0);
  tab.show(true);
  expect(tab.last().cursor).toBe("start");
  stop();
});

test("a cut connection is made again from its cursor, later each time, never two at once", () => {
  const tab = browser();
  const stop = tab.follow();
  tab.last().say("events", { rows: [], cursor: "after 9" });
  tab.last().say("error");
  tab.last().say("error");
  jest.advanceTimersByTime(1000);
  expect(tab.sources.map((source) => [source.cursor, source.closed])).toEqual([
    ["start", true],
    ["after 9", false],
  ]);
  tab.last().say("error");
  jest.advanceTimersByTime(1000);
  expect(tab.sources).toHaveLength(2);
  jest.advanceTimersByTime(1000);
  expect(tab.sources).toHaveLength(3);
  tab.last().say("error");
  tab.show(true);
  jest.advanceTimersByTime(60_000);
  expect(tab.sources).toHaveLength(4);
  stop();
});

test("a connection cut while hidden is not made again until the tab is seen", () => {
  const tab = browser();
  const stop = tab.follow();
  tab.show(false);
  tab.last().say("error");
  jest.advanceTimersByTime(60_000);
  expect(tab.sources).toHaveLength(1);
  tab.show(true);
  expect(tab.sources).toHaveLength(2);
  stop();
});

test("who is signed out is not connected again, whatever the tab does", () => {
  const tab = browser();
  tab.follow();
  tab.last().say("signed-out");
  tab.last().say("error");
  tab.show(false);
  jest.advanceTimersByTime(60_000);
  tab.show(true);
  jest.advanceTimersByTime(60_000);
  expect(tab.sources).toHaveLength(1);
  expect(tab.last().closed).toBe(true);
  expect(tab.states.at(-1)).toBe("ended");
  expect([tab.listening(), jest.getTimerCount()]).toEqual([0, 0]);
});

test("stopping leaves no connection, listener or timer", () => {
  const hidden = browser();
  const stopHidden = hidden.follow();
  hidden.show(false);
  stopHidden();
  const cut = browser();
  const stopCut = cut.follow();
  cut.last().say("error");
  stopCut();
  for (const tab of [hidden, cut]) expect([tab.last().closed, tab.listening()]).toEqual([true, 0]);
  expect(jest.getTimerCount()).toBe(0);
});
