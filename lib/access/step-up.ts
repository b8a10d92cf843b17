import type { Viewer } from "./viewer";

/** R7: how long a proof of the password holds for acts marked ▲. */
export const stepUpMinutes = 5;

export function isStepUpFresh(viewer: Pick<Viewer, "stepUpAt">, now: Date): boolean {
  return viewer.stepUpAt !== null && now.getTime() - viewer.stepUpAt.getTime() <= stepUpMinutes * 60_000;
}
