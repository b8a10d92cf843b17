"use client";

import Link from "next/link";
import { useActionState, useEffect } from "react";
import { FormMessage } from "@/components/forms/form-message";
import { KeptForm } from "@/components/forms/kept-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { useFocusFirstError } from "@/components/forms/use-focus-first-error";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { answerChallenge } from "./actions";

const ways = {
  app: {
    title: "Enter your code",
    words: "Your authenticator app shows six digits for WinAuthMon.",
    label: "Code",
    other: "recovery",
    otherWords: "Use a recovery code",
  },
  recovery: {
    title: "Enter a recovery code",
    words: "One of the codes you kept when you set up your second factor. Each works once.",
    label: "Recovery code",
    other: "app",
    otherWords: "Use the authenticator app",
  },
} as const;

/** Without client JavaScript it posts to the same action and comes back with the same words. */
export function ChallengeForm({ next, way }: { next: string; way: keyof typeof ways }) {
  const [state, submit, pending] = useActionState(answerChallenge, null);
  const failure = state && !state.ok ? state : null;
  const form = useFocusFirstError(state, failure !== null);
  const fields = failure?.fields ?? {};
  const isOver = failure?.code === "not_signed_in";
  const { title, words, label, other, otherWords } = ways[way];
  useEffect(() => form.current?.querySelector<HTMLElement>("#code")?.focus(), [form]);
  return (
    <>
      <h1 className="font-semibold text-2xl tracking-tight">{title}</h1>
      <p className="mt-1 mb-6 text-muted-foreground text-sm">{words}</p>
      <KeptForm ref={form} action={submit} className="flex flex-col gap-4">
        {failure && Object.keys(fields).length === 0 ? <FormMessage>{failure.message}</FormMessage> : null}
        <input type="hidden" name="next" value={next} />
        {isOver ? (
          <Link href="/login" className="font-medium text-link text-sm underline underline-offset-4">
            Sign in again
          </Link>
        ) : (
          <>
            <FormField name="code" label={label} error={fields.code} required>
              {(control) => (
                <Input
                  {...control}
                  {...(way === "app"
                    ? { inputMode: "numeric", autoComplete: "one-time-code" }
                    : { autoComplete: "off" })}
                  autoCapitalize="characters"
                  autoCorrect="off"
                  spellCheck={false}
                  maxLength={64}
                  className="h-10 font-mono tracking-wider"
                />
              )}
            </FormField>
            <SubmitButton pending={pending} size="lg" className="mt-1" pendingLabel="Checking…">
              Go on
            </SubmitButton>
            <Link
              href={`/mfa?with=${other}&next=${encodeURIComponent(next)}`}
              className="self-start text-muted-foreground text-sm underline underline-offset-4 hover:text-foreground"
            >
              {otherWords}
            </Link>
          </>
        )}
      </KeptForm>
    </>
  );
}
