"use client";

import { CircleCheck } from "lucide-react";
import Link from "next/link";
import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import type { PasswordRules } from "@/lib/auth/password-policy";
import { fold } from "@/lib/fold";
import type { FormState } from "@/lib/portal/action";
import { acceptInvitation, declineInvitation, joinAsNewUser, openInvitation } from "./actions";
import { AnswerForms } from "./answer-forms";
import { CodeForm } from "./code-form";
import { NewAccountForm } from "./new-account-form";
import { WrongAccount } from "./wrong-account";

type Viewer = { username: string; email: string };

const roleWords = {
  User: "You will see the sign-ins of its computers.",
  CompanyAdmin: "You will administer it: its members, its sites and its keys.",
} as const;

function wordsOf(state: FormState<unknown>): string | null {
  if (!state || state.ok) return null;
  return Object.values(state.fields ?? {}).join(" ") || state.message;
}

/** First the code, then what it opens: accept with this account, with another, or with a new one. */
export function JoinSteps({ viewer, rules }: { viewer: Viewer | null; rules: PasswordRules }) {
  const [opened, open, opening] = useActionState(openInvitation, null);
  const [declined, decline, declining] = useActionState(declineInvitation, null);
  const [accepted, accept, accepting] = useActionState(acceptInvitation, null);
  const [joined, join, joining] = useActionState(joinAsNewUser, null);

  if (declined?.ok) return <Declined />;
  if (!opened?.ok) {
    // Without scripts a refused later form comes back to the first step: its words must not get lost.
    const refused = [joined, accepted, declined].find((state) => state !== null && !state.ok);
    return <CodeForm state={opened} action={open} pending={opening} note={refused ? wordsOf(refused) : null} />;
  }

  const { code, companyName, email, role, username } = opened.value;
  const isInvited = viewer !== null && fold(viewer.email) === email;
  return (
    <>
      <h1 className="font-semibold text-2xl tracking-tight">
        Join <bdi className="break-words">{companyName}</bdi>
      </h1>
      <p className="mt-1 mb-6 text-muted-foreground text-sm">
        <bdi className="break-all font-medium text-foreground">{email}</bdi> is invited as{" "}
        {role === "CompanyAdmin" ? "company administrator" : "user"}. {roleWords[role]}
      </p>
      {viewer === null ? (
        <NewAccountForm
          state={joined}
          join={join}
          pending={joining}
          code={code}
          companyName={companyName}
          email={email}
          username={username}
          rules={rules}
        />
      ) : isInvited ? (
        <AnswerForms
          code={code}
          companyName={companyName}
          username={viewer.username}
          accept={{ state: accepted, send: accept, pending: accepting }}
          decline={{ state: declined, send: decline, pending: declining }}
        />
      ) : (
        <WrongAccount viewer={viewer} code={code} />
      )}
    </>
  );
}

function Declined() {
  return (
    <div role="status">
      <h1 className="flex items-center gap-2 font-semibold text-2xl tracking-tight">
        <CircleCheck className="size-6 text-success" aria-hidden="true" />
        Declined
      </h1>
      <p className="mt-1 mb-6 text-muted-foreground text-sm">
        The invitation cannot be used any more. Should you change your mind, ask for a new link.
      </p>
      <Button asChild size="lg" className="w-full">
        <Link href="/">Go to the start page</Link>
      </Button>
    </div>
  );
}
