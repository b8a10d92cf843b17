import { ChevronsUpDown } from "lucide-react";
import { Avatar } from "@/components/ui/avatar";
import type { PlaceGroup, Scope } from "./places";

export type ScopeSwitchProps = {
  label: string;
  groups: readonly PlaceGroup[];
  scopes: readonly Scope[];
  /** What addresses within a scope begin with. */
  base: string;
  /** Runs when another scope was chosen (a sheet closes itself). */
  onFollow?: () => void;
};

export const scopeButtonClass =
  "flex h-11 w-full cursor-pointer items-center gap-2.5 rounded-md px-1 outline-none hover:bg-sidebar-accent focus-visible:outline-2 focus-visible:outline-ring data-[state=open]:bg-sidebar-accent";

export function ScopeName({ scope }: { scope: Scope }) {
  return (
    <>
      <Avatar name={scope.label} />
      <span className="flex min-w-0 flex-1 flex-col text-left leading-tight group-data-[collapsed=true]/shell:lg:sr-only">
        <span className="truncate font-medium text-sidebar-accent-foreground text-sm">{scope.label}</span>
        {scope.hint ? <span className="truncate text-muted-foreground text-xs">{scope.hint}</span> : null}
      </span>
    </>
  );
}

export function ScopeFace({ label, scope }: { label: string; scope: Scope }) {
  return (
    <>
      <span className="sr-only">{label}:</span>
      <ScopeName scope={scope} />
      <ChevronsUpDown
        className="size-4 shrink-0 text-muted-foreground group-data-[collapsed=true]/shell:lg:hidden"
        aria-hidden="true"
      />
    </>
  );
}
