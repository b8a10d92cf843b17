"use client";

import { Check, Circle } from "lucide-react";
import { type RefObject, useEffect, useRef, useState } from "react";
import { PasswordInput } from "@/components/forms/password-input";
import { cn } from "@/components/ui/cn";
import { FormField } from "@/components/ui/form-field";
import { keepsRule, type PasswordRules, passwordRuleList } from "@/lib/auth/password-policy";

type Typed = { password: string; repeat: string; around: readonly string[] };
const nothingTyped: Typed = { password: "", repeat: "", around: [] };

/** What stands in the form just now; read from the fields, so that they stay plain ones. */
function useTyped(
  list: RefObject<HTMLUListElement | null>,
  names: { password: string; repeat: string; around: readonly string[] },
): Typed {
  const [typed, setTyped] = useState(nothingTyped);
  const latest = useRef(names);
  useEffect(() => {
    latest.current = names;
  });
  useEffect(() => {
    const form = list.current?.closest("form");
    if (!form) return;
    const read = () => {
      const textIn = (name: string): string => {
        const field = form.elements.namedItem(name);
        return field instanceof HTMLInputElement ? field.value : "";
      };
      const { password, repeat, around } = latest.current;
      setTyped({ password: textIn(password), repeat: textIn(repeat), around: around.map(textIn) });
    };
    read();
    form.addEventListener("input", read);
    return () => form.removeEventListener("input", read);
  }, [list]);
  return typed;
}

/**
 * The rules of a new password, each with a tick as one types; without scripts a plain list. The server remains the
 * judge: it alone knows the list of common passwords, so that rule has no tick.
 * `context`: words the password must not contain; `contextFields`: names of fields of the same form whose text it
 * must not contain either.
 */
export function PasswordRulesList({
  rules,
  context,
  contextFields = [],
  passwordField = "password",
  repeatField = "repeat",
}: {
  rules: PasswordRules;
  context: readonly string[];
  contextFields?: readonly string[];
  passwordField?: string;
  repeatField?: string;
}) {
  const list = useRef<HTMLUListElement>(null);
  const typed = useTyped(list, { password: passwordField, repeat: repeatField, around: contextFields });
  const begun = typed.password !== "";
  // On a page that does not know for whom the password is, the server alone can tell whether it holds their name.
  const isForUnknown = context.length === 0 && contextFields.length === 0;
  const lines = passwordRuleList(rules).map((rule) => {
    const judged = begun && rule.id !== "common" && !(isForUnknown && rule.id === "names");
    const kept = judged && keepsRule(rule.id, typed.password, rules, [...context, ...typed.around]);
    return { ...rule, judged, kept };
  });
  const same = begun && typed.password === typed.repeat;
  const open = lines.filter((line) => line.judged && !line.kept).length;
  return (
    <>
      <ul ref={list} className="flex flex-col gap-1">
        {lines.map((line) => (
          <Rule key={line.id} kept={line.kept} judged={line.judged} words={line.words} />
        ))}
        <Rule kept={same} judged={begun} words="Type it the same twice." />
      </ul>
      <span role="status" className="sr-only">
        {begun ? progressWords(open, same) : ""}
      </span>
    </>
  );
}

function progressWords(open: number, same: boolean): string {
  if (open > 0) return open === 1 ? "One rule is not kept yet." : `${open} rules are not kept yet.`;
  return same ? "The password keeps the rules and both are the same." : "The password keeps the rules.";
}

function Rule({ kept, judged, words }: { kept: boolean; judged: boolean; words: string }) {
  const Icon = kept ? Check : Circle;
  return (
    <li className={cn("flex items-start gap-1.5", kept && "text-foreground")}>
      <Icon
        className={cn("mt-0.75 size-3 shrink-0", kept ? "text-success" : "scale-[0.55] fill-current")}
        strokeWidth={kept ? 3 : 2}
        aria-hidden="true"
      />
      <span className="min-w-0 break-words">
        {judged ? <span className="sr-only">{kept ? "Kept: " : "Not yet: "}</span> : null}
        {words}
      </span>
    </li>
  );
}

/** Both fields of a new password (`password`, `repeat`) with the live rules between them. */
export function NewPasswordFields({
  rules,
  context,
  contextFields,
  errors,
  label = "New password",
}: {
  rules: PasswordRules;
  context: readonly string[];
  contextFields?: readonly string[];
  errors: Record<string, string>;
  label?: string;
}) {
  return (
    <>
      <FormField
        name="password"
        label={label}
        error={errors.password}
        required
        hint={<PasswordRulesList rules={rules} context={context} {...(contextFields ? { contextFields } : {})} />}
      >
        {(control) => <PasswordInput {...control} autoComplete="new-password" maxLength={1024} className="h-10" />}
      </FormField>
      <FormField name="repeat" label={`${label} again`} error={errors.repeat} required>
        {(control) => <PasswordInput {...control} autoComplete="new-password" maxLength={1024} className="h-10" />}
      </FormField>
    </>
  );
}
