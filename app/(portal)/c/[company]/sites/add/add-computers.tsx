"use client";

import { useStepUpAction } from "@/app/(portal)/step-up/use-step-up-action";
import { preparePackage } from "../actions";
import { PackageForm, type PackageFormFacts } from "./package-form";
import { PackageResult } from "./package-result";

/** First the form, then, in its place, what it made: the key is in this answer and nowhere else. */
export function AddComputers({ companyId, ...facts }: PackageFormFacts & { companyId: number }) {
  const { state, submit, pending } = useStepUpAction(preparePackage);
  if (state?.ok) return <PackageResult companyId={companyId} made={state.value} />;
  return <PackageForm {...facts} state={state} submit={submit} pending={pending} />;
}
