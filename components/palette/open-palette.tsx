"use client";

import { CornerDownLeft } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { groupsIn, hrefIn, switchHref } from "@/components/shell/places";
import { useScope } from "@/components/shell/use-scope";
import { Avatar } from "@/components/ui/avatar";
import { Command, CommandGroup, CommandInput, CommandItem, CommandList } from "@/components/ui/command";
import { Dialog, DialogContent, DialogTitle } from "@/components/ui/dialog";
import { type FoundGroup, type PaletteProps, readFound } from "./items";

const settleMs = 150;

/** What the server finds for the text, a moment after the last key; what was found before stays until then. */
function useFound(find: string, scopeId: string, text: string): { found: FoundGroup[]; busy: boolean } {
  const [found, setFound] = useState<FoundGroup[]>([]);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    const wanted = text.trim();
    if (wanted === "") {
      setFound([]);
      setBusy(false);
      return;
    }
    const abort = new AbortController();
    setBusy(true);
    const timer = setTimeout(async () => {
      const query = new URLSearchParams({ q: wanted, scope: scopeId });
      try {
        const response = await fetch(`${find}?${query}`, { signal: abort.signal });
        setFound(response.ok ? readFound(await response.json()) : []);
      } catch {
        if (abort.signal.aborted) return;
        setFound([]);
      }
      setBusy(false);
    }, settleMs);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [find, scopeId, text]);
  return { found, busy };
}

/** Goes anywhere by typing: pages, scopes, and what the server finds. */
export function OpenPalette({
  label,
  scopesLabel,
  placesLabel,
  groups,
  scopes,
  base,
  find,
  more,
  open,
  onOpenChange,
}: PaletteProps & { open: boolean; onOpenChange: (open: boolean) => void }) {
  const router = useRouter();
  const { pathname, scope } = useScope(scopes, base);
  const [text, setText] = useState("");
  const { found, busy } = useFound(find, scope?.id ?? "all", text);
  const holds = (words: string): boolean => words.toLowerCase().includes(text.trim().toLowerCase());

  function go(href: string | null): void {
    onOpenChange(false);
    setText("");
    if (href) router.push(href);
  }

  const places = groupsIn(groups, scope)
    .flatMap((group) => group.places)
    .filter((place) => holds(place.label));
  const others = scopes.filter((one) => one.id !== scope?.id && holds(one.label)).slice(0, 8);
  const rest = more.filter((item) => holds(item.label));
  const isEmpty = places.length + rest.length + others.length + found.length === 0;
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent aria-describedby={undefined} showClose={false} className="top-[12vh] max-w-xl translate-y-0 p-0">
        <DialogTitle className="sr-only">{label}</DialogTitle>
        <Command label={label} shouldFilter={false} loop>
          <CommandInput value={text} onValueChange={setText} placeholder={`${label}…`} maxLength={256} />
          {isEmpty ? (
            <p role="status" className="px-3 py-6 text-center text-muted-foreground text-sm">
              {busy ? "Searching…" : "Nothing by that name."}
            </p>
          ) : null}
          {/* A list of choices without one is no list to assistive technology. */}
          <CommandList className="max-h-[60vh]" hidden={isEmpty}>
            {places.length + rest.length > 0 ? (
              <CommandGroup heading={placesLabel}>
                {places.map((place) => (
                  <CommandItem key={place.id} value={place.id} onSelect={() => go(hrefIn(place, scope?.id ?? ""))}>
                    {place.icon}
                    {place.label}
                  </CommandItem>
                ))}
                {rest.map((item) => (
                  <CommandItem key={item.id} value={item.id} onSelect={() => go(item.href)}>
                    <CornerDownLeft aria-hidden="true" />
                    {item.label}
                  </CommandItem>
                ))}
              </CommandGroup>
            ) : null}
            {others.length > 0 ? (
              <CommandGroup heading={scopesLabel}>
                {others.map((one) => (
                  <CommandItem
                    key={one.id}
                    value={`scope ${one.id}`}
                    onSelect={() => go(switchHref(groups, pathname, scope, one))}
                  >
                    <Avatar name={one.label} className="size-5" />
                    <span className="truncate">{one.label}</span>
                  </CommandItem>
                ))}
              </CommandGroup>
            ) : null}
            {found.map((group) => (
              <CommandGroup key={group.label} heading={group.label}>
                {group.items.map((item) => (
                  <CommandItem key={item.id} value={item.id} onSelect={() => go(item.href)}>
                    <span className="truncate">{item.label}</span>
                    {item.hint ? (
                      <span className="ml-auto truncate text-muted-foreground text-xs">{item.hint}</span>
                    ) : null}
                  </CommandItem>
                ))}
              </CommandGroup>
            ))}
          </CommandList>
        </Command>
      </DialogContent>
    </Dialog>
  );
}
