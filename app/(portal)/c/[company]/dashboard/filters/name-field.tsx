"use client";

import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";
import { floatingClass, menuItemClass } from "@/components/ui/menu-classes";

type Suggestion = { value: string; label: string };

const waitMs = 150;

/** A text field that suggests names which have events; without scripts it is a plain text field. */
export function NameField({
  name,
  label,
  what,
  path,
  value,
}: {
  name: "user" | "computer";
  label: string;
  what: "person" | "computer";
  path: string;
  value: string | null;
}) {
  const id = useId();
  const [text, setText] = useState(value ?? "");
  const [valueSeen, setValueSeen] = useState(value);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  // The filter was changed from elsewhere, by a link that clears it for one.
  if (valueSeen !== value) {
    setValueSeen(value);
    setText(value ?? "");
  }
  const suggestions = useSuggestions(open, `${path}/names?${new URLSearchParams({ what, q: text })}`);
  const shown = open && suggestions.length > 0;

  const choose = (suggestion: Suggestion): void => {
    setText(suggestion.value);
    setOpen(false);
    setActive(-1);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setOpen(true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      const last = suggestions.length - 1;
      setActive((at) => (at + step > last ? 0 : at + step < 0 ? last : at + step));
    } else if (event.key === "Escape" && shown) {
      event.preventDefault();
      setOpen(false);
      setActive(-1);
    } else if (event.key === "Enter" && shown) {
      const chosen = suggestions[active];
      if (!chosen) return;
      event.preventDefault();
      choose(chosen);
    }
  };

  return (
    <div className="relative min-w-0">
      <Input
        name={name}
        aria-label={label}
        placeholder={label}
        value={text}
        maxLength={256}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        role="combobox"
        aria-expanded={shown}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={shown && active >= 0 ? `${id}-${active}` : undefined}
        onChange={(event) => {
          setText(event.target.value);
          setOpen(true);
          setActive(-1);
        }}
        onKeyDown={press}
        onBlur={() => setOpen(false)}
      />
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={`${label} suggestions`}
        hidden={!shown}
        className={cn(floatingClass, "absolute left-0 mt-1 max-h-72 w-max min-w-full max-w-80 overflow-y-auto p-1")}
      >
        {suggestions.map((suggestion, place) => (
          <div
            key={suggestion.value}
            id={`${id}-${place}`}
            role="option"
            tabIndex={-1}
            aria-selected={place === active}
            data-highlighted={place === active ? "" : undefined}
            // Before the field loses the focus, which closes the list.
            onPointerDown={(event) => {
              event.preventDefault();
              choose(suggestion);
            }}
            className={cn(menuItemClass, "hover:bg-accent")}
          >
            <bdi className="truncate" title={suggestion.label}>
              {suggestion.label}
            </bdi>
          </div>
        ))}
      </div>
    </div>
  );
}

/** Names from the server a moment after the last key; an answer that came too late is dropped. */
function useSuggestions(wanted: boolean, address: string): Suggestion[] {
  const [suggestions, setSuggestions] = useState<Suggestion[]>([]);
  const controller = useRef<AbortController | null>(null);
  useEffect(() => {
    if (!wanted) return;
    const timer = setTimeout(() => {
      controller.current = new AbortController();
      fetch(address, { signal: controller.current.signal })
        .then(async (response) => (response.ok ? ((await response.json()) as { names: Suggestion[] }).names : []))
        .then(setSuggestions, () => undefined);
    }, waitMs);
    return () => {
      clearTimeout(timer);
      controller.current?.abort();
    };
  }, [wanted, address]);
  return suggestions;
}
