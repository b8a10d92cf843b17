"use client";

import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import { StepUpForm } from "./step-up-form";

export type StepUpDialogProps = {
  isOpen: boolean;
  asksCode: boolean;
  /** The focus goes back to it. */
  cameFrom: Element | null;
  onClose: (how: "proven" | "cancelled") => void;
};

export function StepUpDialog({ isOpen, asksCode, cameFrom, onClose }: StepUpDialogProps) {
  function giveFocusBack(event: Event) {
    event.preventDefault();
    if (cameFrom instanceof HTMLElement && cameFrom.isConnected) cameFrom.focus();
  }

  return (
    <Dialog open={isOpen} onOpenChange={(open) => (open ? undefined : onClose("cancelled"))}>
      <DialogContent className="max-w-sm" onCloseAutoFocus={giveFocusBack}>
        <DialogHeader>
          <DialogTitle>Confirm that it is you</DialogTitle>
          <DialogDescription>
            {asksCode
              ? "This needs your password and a code of your second factor, entered within the last five minutes."
              : "This needs your password, entered within the last five minutes."}
          </DialogDescription>
        </DialogHeader>
        <StepUpForm asksCode={asksCode} onProven={() => onClose("proven")} onCancel={() => onClose("cancelled")} />
      </DialogContent>
    </Dialog>
  );
}
