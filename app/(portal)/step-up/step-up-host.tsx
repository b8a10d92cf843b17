"use client";

import { type ComponentType, type ReactNode, useCallback, useState } from "react";
import { type AskForProof, StepUpContext } from "./step-up-context";
import type { StepUpDialogProps } from "./step-up-dialog";

/** What waits for the answer, and where the focus was. */
type Asked = Parameters<AskForProof>[0] & { cameFrom: Element | null };

/**
 * Mounted once, around everything in the portal: the dialog that asks who sits there, whichever form wants to know. Its
 * code is fetched when it is first wanted.
 */
export function StepUpHost({ asksCode, children }: { asksCode: boolean; children: ReactNode }) {
  const [Dialog, setDialog] = useState<ComponentType<StepUpDialogProps> | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [isOpen, setIsOpen] = useState(false);

  const ask = useCallback<AskForProof>((then) => {
    const cameFrom = document.activeElement;
    import("./step-up-dialog").then(
      ({ StepUpDialog }) => {
        setDialog(() => StepUpDialog);
        setAsked({ ...then, cameFrom });
        setIsOpen(true);
      },
      // The code is no longer there: the server runs a newer build, so the page must be fetched anew.
      () => window.location.reload(),
    );
  }, []);

  function close(how: "proven" | "cancelled") {
    setIsOpen(false);
    asked?.[how]();
  }

  return (
    <StepUpContext value={ask}>
      {children}
      {Dialog ? (
        <Dialog isOpen={isOpen} asksCode={asksCode} cameFrom={asked?.cameFrom ?? null} onClose={close} />
      ) : null}
    </StepUpContext>
  );
}
