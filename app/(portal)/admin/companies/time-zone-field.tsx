import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";

/** A time zone by its IANA name, found by typing a part of it: the browser's own list, so it works without scripts. */
export function TimeZoneField({
  zones,
  value,
  hint,
  error,
}: {
  zones: readonly string[];
  value: string;
  hint: string;
  error: string | undefined;
}) {
  return (
    <FormField name="timeZone" label="Time zone" hint={hint} error={error} required>
      {(control) => (
        <>
          <Input
            {...control}
            list="time-zones"
            defaultValue={value}
            maxLength={64}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            className="max-w-sm"
          />
          <datalist id="time-zones">
            {zones.map((zone) => (
              <option key={zone} value={zone} />
            ))}
          </datalist>
        </>
      )}
    </FormField>
  );
}
