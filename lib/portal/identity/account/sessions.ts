import { sessionStore } from "@/lib/auth/store";
import type { Db } from "@/lib/db/database";
import { PortalError } from "@/lib/errors";
import type { Change, ChangeContext } from "../../action-core";
import type { EndSessionForm } from "./forms";

type Inside<I> = ChangeContext<I> & { tx: Db };

const targetOf = ({ viewer }: Inside<unknown>) => ({ kind: "user", id: viewer.userId, label: viewer.username });

/** One of the viewer's other sessions; for `may: "self.end_sessions"` with `endSessionForm`. */
export const sessionEnd = {
  async run(context: Inside<EndSessionForm>): Promise<Change<{ ended: number }>> {
    const { tx, viewer, input } = context;
    if (input.sessionId === viewer.sessionId) {
      throw new PortalError("invalid", "This is the session you are using. Sign out to end it.");
    }
    if (!(await sessionStore(tx).endOne(viewer.userId, input.sessionId))) {
      throw new PortalError("not_found", "This session is over already.");
    }
    return { value: { ended: 1 }, audit: { action: "own session ended", target: targetOf(context) } };
  },
};

/** All of the viewer's sessions but this one; for `may: "self.end_sessions"`. */
export const otherSessionsEnd = {
  async run(context: Inside<unknown>): Promise<Change<{ ended: number }>> {
    const { tx, viewer } = context;
    const ended = await sessionStore(tx).endAll(viewer.userId, viewer.sessionId);
    return {
      value: { ended },
      audit: {
        action: "own other sessions ended",
        target: targetOf(context),
        ...(ended > 0 ? { changes: { sessions: [ended, 0] } } : {}),
      },
    };
  },
};
