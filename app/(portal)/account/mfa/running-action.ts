import type { FormState } from "@/lib/portal/action-core";

/** An action of the panel whose parts show its state. */
export type RunningAction = {
  state: FormState<{ recoveryCodes: string[] }>;
  submit: (form: FormData) => void;
  pending: boolean;
};
