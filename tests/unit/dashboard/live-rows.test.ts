import fc from "fast-check";
import {
  newestFirst,
  noLiveRows,
  receive,
  release,
  settle,
  tableRows,
  waitingLimit,
} from "@/app/(portal)/c/[company]/dashboard/live/live-rows";
import { rowKey, type WireRow } from "@/app/(portal)/c/[company]/dashboard/live/wire-row";
import { wireRow } from "./rows";

const keys = (rows: readonly WireRow[]) => rows.map(rowKey);
const page = [wireRow(30), wireRow(20), wireRow(10)];

test("a new row stands on top, a late one where its time belongs", () => {
  const { state } = receive(noLiveRows, page, [wireRow(15), wireRow(40)], false);
  expect(keys(tableRows(page, state.shown, false))).toEqual(keys([40, 30, 20, 15, 10].map((n) => wireRow(n))));
});

test("a row older than a full page belongs to the next one", () => {
  const { state } = receive(noLiveRows, page, [wireRow(5)], false);
  expect(keys(tableRows(page, state.shown, true))).toEqual(keys(page));
  expect(keys(tableRows(page, state.shown, false))).toEqual(keys([...page, wireRow(5)]));
});

test("a row that comes twice, or is in the page, counts once", () => {
  const first = receive(noLiveRows, page, [wireRow(40), wireRow(40), wireRow(30)], true);
  expect(first.added).toBe(1);
  const second = receive(first.state, page, [wireRow(40)], false);
  expect(second.added).toBe(0);
  expect(keys(tableRows(page, release(second.state).shown, false))).toHaveLength(4);
});

test("two companies may have the same id", () => {
  const { state, added } = receive(noLiveRows, page, [wireRow(30, { companyId: 2 })], false);
  expect(added).toBe(1);
  expect(keys(tableRows(page, state.shown, false)).slice(0, 2)).toEqual([`2.${wireRow(30).id}`, `1.${wireRow(30).id}`]);
});

test("held rows wait and are not in the table until let in", () => {
  const { state } = receive(noLiveRows, page, [wireRow(40)], true);
  expect(state.waiting).toHaveLength(1);
  expect(keys(tableRows(page, state.shown, false))).toEqual(keys(page));
  expect(keys(tableRows(page, release(state).shown, false))).toHaveLength(4);
});

test("more than the limit is counted as more, not kept", () => {
  const many = Array.from({ length: waitingLimit + 1 }, (_, n) => wireRow(1000 + n));
  const { state } = receive(noLiveRows, page, many, true);
  expect(state).toMatchObject({ overflowed: true });
  expect(state.waiting).toHaveLength(waitingLimit);
});

test("the table takes in only so many rows; the rest waits, so much of it as the limit allows", () => {
  const some = (from: number, count: number) => Array.from({ length: count }, (_, n) => wireRow(from + n));
  let state = receive(noLiveRows, page, some(1000, waitingLimit - 1), false).state;
  expect(state).toMatchObject({ waiting: [], overflowed: false });
  state = receive(state, page, some(3000, 11), false).state;
  expect([state.shown.length, state.waiting.length, state.overflowed]).toEqual([waitingLimit, 10, false]);
  for (let part = 0; part < 5; part++) state = receive(state, page, some(5000 + part * 500, 500), false).state;
  expect([state.shown.length, state.waiting.length, state.overflowed]).toEqual([waitingLimit, waitingLimit, true]);
  const released = release(state);
  expect([released.shown.length, released.waiting.length]).toEqual([waitingLimit, waitingLimit]);
  expect(released.overflowed).toBe(true);
  const settled = release(settle(released, [wireRow(7499), wireRow(5989)], true));
  expect(keys(settled.shown)).toEqual(keys(state.waiting.filter((row) => row.id > wireRow(5989).id)));
  expect([settled.waiting, settled.overflowed]).toEqual([[], false]);
});

test("letting in what waited has the same limit", () => {
  const many = (from: number) => Array.from({ length: waitingLimit }, (_, n) => wireRow(from + n));
  const shown = receive(noLiveRows, page, many(1000).slice(0, 400), false).state;
  const held = receive(shown, page, many(5000), true).state;
  const released = release(held);
  expect([released.shown.length, released.waiting.length]).toEqual([waitingLimit, 400]);
});

test("a page read again takes over what it holds, and what lies behind its end is dropped", () => {
  const { state } = receive(noLiveRows, page, [wireRow(40), wireRow(15), wireRow(50)], false);
  const fresh = [wireRow(40), wireRow(30), wireRow(20)];
  expect(keys(settle(state, fresh, true).shown)).toEqual(keys([wireRow(50)]));
  expect(keys(settle(state, fresh, false).shown)).toEqual(keys([wireRow(15), wireRow(50)]));
});

test("whatever comes in whatever order, every row is shown once, newest first", () => {
  const rowsOf = (max: number) =>
    fc
      .array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 2 })), { maxLength: max })
      .map((list) => list.map(([n, companyId]) => wireRow(n, { companyId })));
  fc.assert(
    fc.property(rowsOf(20), fc.array(fc.tuple(rowsOf(5), fc.boolean()), { maxLength: 8 }), (first, messages) => {
      const start = [...new Map(first.map((row) => [rowKey(row), row])).values()].sort(newestFirst);
      let state = noLiveRows;
      for (const [rows, hold] of messages) state = receive(state, start, rows, hold).state;
      const shown = keys(tableRows(start, release(state).shown, false));
      const all = new Map([...start, ...messages.flatMap(([rows]) => rows)].map((row) => [rowKey(row), row]));
      expect(shown).toEqual(keys([...all.values()].sort(newestFirst)));
    }),
  );
});
