"use client";

import { Check, ChevronsUpDown } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import type { PlaceGroup, Scope } from "./places";
import { useScope } from "./use-scope";

const ScopeList = dynamic(() => import("./scope-list").then((loaded) => loaded.ScopeList));

/** The switch on top of the navigation. With one scope it is just its name. */
export function ScopeSwitch({
  label,
  groups,
  scopes,
  base,
  onFollow,
}: {
  label: string;
  groups: readonly PlaceGroup[];
  scopes: readonly Scope[];
  base: string;
  onFollow?: () => void;
}) {
  const { pathname, scope } = useScope(scopes, base);
  const [open, setOpen] = useState(false);
  if (!scope) return null;
  const face = (
    <>
      <Avatar name={scope.label} />
      <span className="flex min-w-0 flex-1 flex-col text-left leading-tight group-data-[collapsed=true]/shell:lg:sr-only">
        <span className="truncate font-medium text-sidebar-accent-foreground text-sm">{scope.label}</span>
        {scope.hint ? <span className="truncate text-muted-foreground text-xs">{scope.hint}</span> : null}
      </span>
    </>
  );
  if (scopes.length === 1) return <div className="flex h-11 items-center gap-2.5 px-1">{face}</div>;
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger
        title={scope.label}
        className="flex h-11 w-full cursor-pointer items-center gap-2.5 rounded-md px-1 outline-none hover:bg-sidebar-accent focus-visible:outline-2 focus-visible:outline-ring data-[state=open]:bg-sidebar-accent"
      >
        <span className="sr-only">{label}:</span>
        {face}
        <ChevronsUpDown
          className="size-4 shrink-0 text-muted-foreground group-data-[collapsed=true]/shell:lg:hidden"
          aria-hidden="true"
        />
      </PopoverTrigger>
      <PopoverContent aria-label={label} className="w-64 p-0">
        <ScopeList
          label={label}
          groups={groups}
          scopes={scopes}
          current={scope}
          pathname={pathname}
          mark={<Check className="ml-auto size-4" aria-label="current" />}
          onDone={() => {
            setOpen(false);
            onFollow?.();
          }}
        />
      </PopoverContent>
    </Popover>
  );
}
