"use client";

import { useTheme } from "next-themes";
import { useEffect, useRef } from "react";
import { FormMessage } from "@/components/forms/form-message";
import { KeptForm } from "@/components/forms/kept-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { useFocusFirstError } from "@/components/forms/use-focus-first-error";
import { FormField } from "@/components/ui/form-field";
import { NativeSelect } from "@/components/ui/native-select";
import { notify } from "@/components/ui/notify";
import type { DateLanguage, Theme } from "@/lib/portal/identity/account/forms";
import { useStepUpAction } from "../../step-up/use-step-up-action";
import { savePreferences } from "./actions";

type Option<T> = { value: T; label: string };

export function PreferencesForm({
  theme,
  language,
  themes,
  languages,
}: {
  theme: Theme;
  language: DateLanguage;
  themes: readonly Option<Theme>[];
  languages: readonly Option<DateLanguage>[];
}) {
  const { state, submit, pending } = useStepUpAction(savePreferences);
  const { setTheme } = useTheme();
  const failure = state && !state.ok ? state : null;
  const form = useFocusFirstError(state, failure !== null);
  const fields = failure?.fields ?? {};
  const worn = useRef<typeof state>(null);
  useEffect(() => {
    // `setTheme` is another one after each change of the theme: an answer is worn once, not each time.
    if (!state?.ok || worn.current === state) return;
    worn.current = state;
    setTheme(state.value.theme);
    notify({ kind: "success", title: "Your preferences are saved." });
  }, [state, setTheme]);
  return (
    <KeptForm ref={form} action={submit} className="flex max-w-sm flex-col gap-4">
      {failure && Object.keys(fields).length === 0 ? <FormMessage>{failure.message}</FormMessage> : null}
      <FormField
        name="theme"
        label="Theme"
        error={fields.theme}
        hint="For every browser you sign in with for the first time, and this one. The switch in the corner changes one browser alone."
      >
        {(control) => (
          <NativeSelect {...control} defaultValue={theme}>
            {themes.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </NativeSelect>
        )}
      </FormField>
      <FormField
        name="locale"
        label="Dates"
        error={fields.locale}
        hint="How dates are written in the portal. The dashboard, prints and exports always write 2026-11-22. Times have 24 hours and stand in the zone that the page names."
      >
        {(control) => (
          <NativeSelect {...control} defaultValue={language}>
            {languages.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </NativeSelect>
        )}
      </FormField>
      <div>
        <SubmitButton pending={pending} pendingLabel="Saving…">
          Save
        </SubmitButton>
      </div>
    </KeptForm>
  );
}
