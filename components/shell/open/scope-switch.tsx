"use client";

import { Check } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Command, CommandEmpty, CommandGroup, CommandInput, CommandItem, CommandList } from "@/components/ui/command";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { type Scope, switchHref } from "../places";
import { ScopeFace, type ScopeSwitchProps, scopeButtonClass } from "../scope-face";
import { useScope } from "../use-scope";

/** The scope switch from its first opening on. */
export function OpenScopeSwitch({ label, groups, scopes, base, onFollow }: ScopeSwitchProps) {
  const router = useRouter();
  const { pathname, scope: current } = useScope(scopes, base);
  const [open, setOpen] = useState(true);
  if (!current) return null;

  function choose(scope: Scope, from: Scope) {
    const href = switchHref(groups, pathname, from, scope);
    setOpen(false);
    onFollow?.();
    if (href && href !== pathname) router.push(href);
  }

  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger title={current.label} className={scopeButtonClass}>
        <ScopeFace label={label} scope={current} />
      </PopoverTrigger>
      <PopoverContent aria-label={label} className="w-64 p-0">
        <Command label={label} defaultValue={current.id}>
          <CommandInput placeholder={`${label}…`} />
          <CommandList>
            <CommandEmpty>Nothing by that name.</CommandEmpty>
            <CommandGroup>
              {scopes.map((scope) => (
                <CommandItem
                  key={scope.id}
                  value={scope.id}
                  keywords={[scope.label]}
                  onSelect={() => choose(scope, current)}
                >
                  <Avatar name={scope.label} className="size-6" />
                  <span className="flex min-w-0 flex-col leading-tight">
                    <span className="truncate">{scope.label}</span>
                    {scope.hint ? <span className="truncate text-muted-foreground text-xs">{scope.hint}</span> : null}
                  </span>
                  {scope.id === current.id ? <Check className="ml-auto size-4" aria-label="current" /> : null}
                </CommandItem>
              ))}
            </CommandGroup>
          </CommandList>
        </Command>
      </PopoverContent>
    </Popover>
  );
}
