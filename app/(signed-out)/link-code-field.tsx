"use client";

import { CircleCheck } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { cn } from "@/components/ui/cn";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";

/**
 * The field `code` of a page behind a one-time link. The code travels in the part after #, which no server, proxy or
 * log ever sees; it is put into the field and taken out of the address bar, so that it stays in no history. Without
 * scripts the person pastes it.
 */
export function LinkCodeField({ label, hint, error }: { label: string; hint: string; error?: string | undefined }) {
  const field = useRef<HTMLInputElement>(null);
  const [fromLink, setFromLink] = useState(false);
  useEffect(() => {
    const take = () => {
      const code = window.location.hash.slice(1);
      if (code === "" || !field.current) return;
      field.current.value = code;
      window.history.replaceState(null, "", `${window.location.pathname}${window.location.search}`);
      setFromLink(true);
    };
    take();
    // The same page may be open already when the link is pasted into its address bar.
    window.addEventListener("hashchange", take);
    return () => window.removeEventListener("hashchange", take);
  }, []);
  const isHidden = fromLink && !error;
  return (
    <>
      {isHidden ? (
        <p className="flex items-center gap-2 text-muted-foreground text-sm">
          <CircleCheck className="size-4 shrink-0 text-success" aria-hidden="true" />
          The code of your link is filled in.
        </p>
      ) : null}
      <FormField name="code" label={label} hint={hint} error={error} required className={cn(isHidden && "hidden")}>
        {(control) => (
          <Input
            {...control}
            ref={field}
            autoComplete="off"
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            maxLength={128}
            className="h-10 font-mono"
          />
        )}
      </FormField>
    </>
  );
}
