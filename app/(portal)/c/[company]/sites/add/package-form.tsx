"use client";

import { useRef } from "react";
import { FormMessage } from "@/components/forms/form-message";
import { KeptForm } from "@/components/forms/kept-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { useFocusFirstError } from "@/components/forms/use-focus-first-error";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { NativeCheckbox } from "@/components/ui/native-checkbox";
import { NativeSelect } from "@/components/ui/native-select";
import { packageLimits } from "@/lib/agents/schema";
import type { FormState } from "@/lib/portal/action-core";

export type PackageFormFacts = {
  sites: readonly { id: number; name: string }[];
  siteId: number;
  label: string;
  publicUrl: string | null;
  defaults: { installDir: string; healthCheckInterval: number; publicIpUrls: string; logSizeMb: number };
};

export function PackageForm({
  sites,
  siteId,
  label,
  publicUrl,
  defaults,
  state,
  submit,
  pending,
}: PackageFormFacts & { state: FormState<unknown>; submit: (form: FormData) => void; pending: boolean }) {
  const failure = state && !state.ok ? state : null;
  const form = useFocusFirstError(state, failure !== null);
  const errors = failure?.fields ?? {};
  return (
    <KeptForm ref={form} action={submit} className="flex flex-col gap-5">
      {failure ? <FormMessage>{failure.message}</FormMessage> : null}
      <Card className="gap-4 p-4 sm:p-5">
        <div className="grid gap-4 sm:grid-cols-2">
          <FormField name="siteId" label="Site" error={errors.siteId} hint="The computers will belong to it.">
            {(control) => (
              <NativeSelect {...control} defaultValue={siteId}>
                {sites.map((site) => (
                  <option key={site.id} value={site.id}>
                    {site.name}
                  </option>
                ))}
              </NativeSelect>
            )}
          </FormField>
          <FormField name="label" label="Label of the new key" error={errors.label} required>
            {(control) => <Input {...control} defaultValue={label} maxLength={128} autoComplete="off" />}
          </FormField>
        </div>
        <ServerUrl publicUrl={publicUrl} error={errors.serverUrl} />
        <FormField
          name="installDir"
          label="Installation directory"
          error={errors.installDir}
          hint="A folder on a drive of the Windows computer."
        >
          {(control) => (
            <Input
              {...control}
              defaultValue={defaults.installDir}
              maxLength={200}
              spellCheck={false}
              className="font-mono"
            />
          )}
        </FormField>
        <FormField
          name="lastDay"
          label="Last day of the key (optional)"
          error={errors.lastDay}
          hint="Agents are refused after it. Empty: no end."
        >
          {(control) => <Input {...control} type="date" className="max-w-44" />}
        </FormField>
      </Card>
      <details className="group rounded-xl border border-border bg-card" open={hasErrorInside(errors)}>
        <summary className="cursor-pointer rounded-xl px-4 py-3 font-medium text-sm outline-none focus-visible:outline-2 focus-visible:outline-ring sm:px-5">
          More settings of the agent
        </summary>
        <div className="flex flex-col gap-4 px-4 pb-4 sm:px-5 sm:pb-5">
          <Advanced defaults={defaults} errors={errors} />
        </div>
      </details>
      <SubmitButton pending={pending} size="lg" className="self-start" pendingLabel="Making the key…">
        Make key and package
      </SubmitButton>
    </KeptForm>
  );
}

const inside = [
  "healthCheckInterval",
  "obtainPublicIp",
  "publicIpUrls",
  "sessionLogMb",
  "errorLogMb",
  "eventLogMb",
  "debugLogs",
];
/** A field that broke a rule must be seen. */
const hasErrorInside = (errors: Record<string, string>): boolean => inside.some((name) => errors[name] !== undefined);

/** Filled in from the public address alone; the address of this page is the viewer's own choice, by a button. */
function ServerUrl({ publicUrl, error }: { publicUrl: string | null; error: string | undefined }) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <FormField
      name="serverUrl"
      label="Server URL"
      error={error}
      required
      aside={
        publicUrl === null ? (
          <Button
            variant="link"
            size="xs"
            data-needs-script=""
            onClick={() => {
              if (field.current) field.current.value = window.location.origin;
            }}
          >
            Use the address of this page
          </Button>
        ) : null
      }
      hint={
        publicUrl === null
          ? "Where agents reach this server, without a path. The portal's public address is not set, so nothing is filled in."
          : "Where agents reach this server: the portal's public address."
      }
    >
      {(control) => (
        <Input
          {...control}
          ref={field}
          type="url"
          defaultValue={publicUrl ?? ""}
          maxLength={255}
          placeholder="https://winauthmon.example.com:8000"
          spellCheck={false}
          className="font-mono"
        />
      )}
    </FormField>
  );
}

const logs = [
  ["sessionLogMb", "Session log, MB"],
  ["errorLogMb", "Error log, MB"],
  ["eventLogMb", "Event log, MB"],
] as const;

function Advanced({ defaults, errors }: { defaults: PackageFormFacts["defaults"]; errors: Record<string, string> }) {
  const [least, most] = packageLimits.healthCheckInterval;
  const [smallest, largest] = packageLimits.logSizeMb;
  return (
    <>
      <FormField
        name="healthCheckInterval"
        label="Health check interval, seconds"
        error={errors.healthCheckInterval}
        hint={`${least} to ${most}. A computer counts as silent some time after its last one.`}
      >
        {(control) => (
          <Input
            {...control}
            type="number"
            inputMode="numeric"
            min={least}
            max={most}
            defaultValue={defaults.healthCheckInterval}
            className="max-w-32"
          />
        )}
      </FormField>
      <Tick name="obtainPublicIp" defaultChecked words="Obtain public IP" hint="Each event then tells it, too." />
      <FormField
        name="publicIpUrls"
        label="Public IP HTTP URLs"
        error={errors.publicIpUrls}
        hint="Asked one after the other; with commas between, without blanks."
      >
        {(control) => (
          <Input
            {...control}
            defaultValue={defaults.publicIpUrls}
            maxLength={1000}
            spellCheck={false}
            className="font-mono"
          />
        )}
      </FormField>
      <div className="grid gap-4 sm:grid-cols-3">
        {logs.map(([name, words]) => (
          <FormField
            key={name}
            name={name}
            label={words}
            error={errors[name]}
            hint={`${smallest} to ${largest}; 0: off.`}
          >
            {(control) => (
              <Input
                {...control}
                type="number"
                inputMode="numeric"
                min={smallest}
                max={largest}
                defaultValue={defaults.logSizeMb}
              />
            )}
          </FormField>
        ))}
      </div>
      <Tick name="debugLogs" words="Debug logs" hint="Verbose; for finding out what an agent does." />
    </>
  );
}

function Tick({
  name,
  words,
  hint,
  defaultChecked = false,
}: {
  name: string;
  words: string;
  hint: string;
  defaultChecked?: boolean;
}) {
  return (
    <div className="flex items-start gap-2">
      <NativeCheckbox
        id={name}
        name={name}
        value="on"
        defaultChecked={defaultChecked}
        aria-describedby={`${name}-hint`}
      />
      <div>
        <label htmlFor={name} className="text-sm">
          {words}
        </label>
        <p id={`${name}-hint`} className="text-muted-foreground text-xs">
          {hint}
        </p>
      </div>
    </div>
  );
}
