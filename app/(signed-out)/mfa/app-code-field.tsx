import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";

/** Six digits of the authenticator app. */
export function AppCodeField({ error }: { error: string | undefined }) {
  return (
    <FormField name="code" label="Code of the app" error={error} required>
      {(control) => (
        <Input
          {...control}
          inputMode="numeric"
          autoComplete="one-time-code"
          autoCorrect="off"
          spellCheck={false}
          maxLength={64}
          className="h-10 font-mono tracking-wider"
        />
      )}
    </FormField>
  );
}
