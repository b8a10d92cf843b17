"use client";

import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Command, CommandEmpty, CommandGroup, CommandInput, CommandItem, CommandList } from "@/components/ui/command";
import { type PlaceGroup, type Scope, switchHref } from "./places";

/** The open part of the scope switch, fetched when it is first opened. */
export function ScopeList({
  label,
  groups,
  scopes,
  current,
  pathname,
  mark,
  onDone,
}: {
  label: string;
  groups: readonly PlaceGroup[];
  scopes: readonly Scope[];
  current: Scope;
  pathname: string;
  mark: ReactNode;
  onDone: () => void;
}) {
  const router = useRouter();
  function choose(scope: Scope) {
    const href = switchHref(groups, pathname, current, scope);
    onDone();
    if (href && scope.id !== current.id) router.push(href);
  }
  return (
    <Command label={label} defaultValue={current.id}>
      <CommandInput placeholder={`${label}…`} autoFocus />
      <CommandList>
        <CommandEmpty>Nothing by that name.</CommandEmpty>
        <CommandGroup>
          {scopes.map((scope) => (
            <CommandItem key={scope.id} value={scope.id} keywords={[scope.label]} onSelect={() => choose(scope)}>
              <Avatar name={scope.label} className="size-6" />
              <span className="flex min-w-0 flex-col leading-tight">
                <span className="truncate">{scope.label}</span>
                {scope.hint ? <span className="truncate text-muted-foreground text-xs">{scope.hint}</span> : null}
              </span>
              {scope.id === current.id ? mark : null}
            </CommandItem>
          ))}
        </CommandGroup>
      </CommandList>
    </Command>
  );
}
