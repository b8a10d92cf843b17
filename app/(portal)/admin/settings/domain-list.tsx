"use client";

import { Plus, Trash2 } from "lucide-react";
import { useEffect } from "react";
import { ConfirmForm } from "@/components/forms/confirm-form";
import { FormDialog } from "@/components/forms/form-dialog";
import { FormMessage } from "@/components/forms/form-message";
import { KeptForm } from "@/components/forms/kept-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { useFocusFirstError } from "@/components/forms/use-focus-first-error";
import { Button } from "@/components/ui/button";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { useStepUpAction } from "../../step-up/use-step-up-action";
import { allowDomain, disallowDomain } from "./actions";

type Domain = { id: number; domain: string; readable: string };

/** The e-mail domains people may register from: added one at a time, removed after a question. */
export function DomainList({ domains, isRestricted }: { domains: readonly Domain[]; isRestricted: boolean }) {
  return (
    <section aria-labelledby="domains" className="flex flex-col gap-3">
      <div>
        <h3 id="domains" className="font-medium text-[0.8125rem]">
          Allowed e-mail domains
        </h3>
        <p className="text-muted-foreground text-xs leading-relaxed">
          {isRestricted
            ? "Only addresses of exactly these domains may register: example.com does not include mail.example.com."
            : "The list is kept, but every domain may register while the setting above is off."}
        </p>
      </div>
      <AddDomain />
      {domains.length === 0 ? (
        <p className="rounded-lg border border-border border-dashed px-3 py-2.5 text-muted-foreground text-xs">
          No domain is on the list yet.{isRestricted ? " Nobody can register until there is one." : ""}
        </p>
      ) : (
        <ul className="divide-y divide-border rounded-lg border border-border">
          {domains.map((entry) => (
            <li key={entry.id} className="flex min-h-10 items-center justify-between gap-3 py-1 pr-1 pl-3">
              <span className="min-w-0 break-all text-sm">
                {entry.readable}
                {entry.readable === entry.domain ? null : (
                  <code className="ml-2 font-mono text-muted-foreground text-xs">{entry.domain}</code>
                )}
              </span>
              <RemoveDomain entry={entry} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function AddDomain() {
  const { state, submit, pending } = useStepUpAction(allowDomain);
  const failure = state && !state.ok ? state : null;
  const form = useFocusFirstError(state, failure !== null);
  const error = failure?.fields?.domain;
  useEffect(() => {
    if (state?.ok) form.current?.reset();
  }, [state, form]);
  return (
    <KeptForm ref={form} action={submit} aria-label="Add a domain" className="flex flex-col gap-2">
      {failure && !error ? <FormMessage>{failure.message}</FormMessage> : null}
      <FormField name="domain" label="Add a domain" error={error}>
        {(control) => (
          <div className="flex items-center gap-2">
            <Input
              {...control}
              defaultValue={failure?.values?.domain}
              placeholder="example.com"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              className="max-w-sm"
            />
            <SubmitButton pending={pending} variant="outline">
              <Plus aria-hidden="true" />
              Add
            </SubmitButton>
          </div>
        )}
      </FormField>
    </KeptForm>
  );
}

function RemoveDomain({ entry }: { entry: Domain }) {
  const trigger = (
    <Button variant="ghost" size="icon-sm" aria-label={`Remove ${entry.readable}`}>
      <Trash2 aria-hidden="true" />
    </Button>
  );
  return (
    <FormDialog trigger={trigger} title={`Remove ${entry.readable}?`}>
      {(close) => <RemoveForm entry={entry} close={close} />}
    </FormDialog>
  );
}

function RemoveForm({ entry, close }: { entry: Domain; close: () => void }) {
  const { state, submit, pending } = useStepUpAction(disallowDomain);
  useEffect(() => {
    if (state?.ok) close();
  }, [state, close]);
  return (
    <ConfirmForm
      action={submit}
      pending={pending}
      state={state}
      hidden={{ id: String(entry.id) }}
      words="People with an address of this domain can no longer register by themselves. Accounts that exist stay."
      confirmLabel="Remove"
      danger
      onCancel={close}
    />
  );
}
