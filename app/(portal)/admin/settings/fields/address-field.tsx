"use client";

import { useState, useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { NativeCheckbox } from "@/components/ui/native-checkbox";
import type { Field } from "./field";

const never = () => () => undefined;

/**
 * The public address. The one this browser came by is offered and never taken by itself: only what an administrator
 * saves becomes the base of links. Another one than that must be confirmed, and the server asks for it too.
 */
export function AddressField({
  field,
  errors,
}: {
  field: Field & { kind: "address" };
  errors: Record<string, string>;
}) {
  const visited = useSyncExternalStore(
    never,
    () => window.location.origin,
    () => null,
  );
  const [saved, setSaved] = useState(field.value);
  const [text, setText] = useState(field.value);
  if (saved !== field.value) {
    setSaved(field.value);
    setText(field.value);
  }
  const typed = text.trim().replace(/\/$/, "").toLowerCase();
  const isElsewhere = typed !== "" && typed !== visited && typed !== field.value;
  const mustConfirm = errors.confirmAddress !== undefined || (visited !== null && isElsewhere);
  return (
    <div className="flex flex-col gap-3">
      <FormField name={field.name} label={field.label} hint={field.explanation} error={errors[field.name]}>
        {(control) => (
          <div className="flex flex-wrap items-center gap-2">
            <Input
              {...control}
              value={text}
              onChange={(event) => setText(event.target.value)}
              inputMode="url"
              autoComplete="off"
              spellCheck={false}
              placeholder="https://portal.example.com"
              className="max-w-sm"
            />
            {visited !== null && typed !== visited ? (
              <Button type="button" variant="outline" onClick={() => setText(visited)} className="max-w-full">
                <span className="truncate">Use {visited}</span>
              </Button>
            ) : null}
          </div>
        )}
      </FormField>
      {mustConfirm ? (
        <FormField
          name="confirmAddress"
          label="The portal answers at this address"
          hint="It is not the one you are using now. Once saved, forms work at the public address only; PUBLIC_URL in the configuration is the way back."
          error={errors.confirmAddress}
          className="rounded-lg border border-warning/40 bg-warning/8 p-3"
        >
          {(control) => <NativeCheckbox {...control} />}
        </FormField>
      ) : null}
    </div>
  );
}
