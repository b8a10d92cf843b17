import { isStepUpFresh, stepUpMinutes } from "@/lib/access/step-up";

const now = new Date("2026-01-02T03:04:05.000Z");
const ago = (ms: number) => ({ stepUpAt: new Date(now.getTime() - ms) });
const limit = 5 * 60_000;

test("a proof holds five minutes and not a moment longer", () => {
  expect(stepUpMinutes).toBe(5);
  expect(isStepUpFresh({ stepUpAt: null }, now)).toBe(false);
  expect([0, 1, limit - 1, limit].map((ms) => isStepUpFresh(ago(ms), now))).toEqual([true, true, true, true]);
  expect([limit + 1, limit * 10].map((ms) => isStepUpFresh(ago(ms), now))).toEqual([false, false]);
});
