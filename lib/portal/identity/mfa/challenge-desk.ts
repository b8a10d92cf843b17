import type { Desk } from "../../action-core";
import type { CurrentSession } from "../../session";

/** The desk of somebody who is signed in, whatever they still have to do first. */
export type ChallengeDesk = Omit<Desk, "current"> & { current: CurrentSession };
