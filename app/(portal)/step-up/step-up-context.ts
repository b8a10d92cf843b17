"use client";

import { createContext } from "react";

/** What a form asks for when the server wants to know once more who sits there. */
export type AskForProof = (then: { proven: () => void; cancelled: () => void }) => void;

/** Null outside of the portal's layout: then a form shows the server's words as any other refusal. */
export const StepUpContext = createContext<AskForProof | null>(null);
