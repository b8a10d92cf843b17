import { ChevronsUpDown } from "lucide-react";
import type { ReactNode } from "react";
import { Avatar } from "@/components/ui/avatar";

export type MenuLink = { id: string; label: string; href: string; icon: ReactNode };

export type ViewerMenuProps<State> = {
  name: string;
  detail: string;
  note?: string;
  links: readonly MenuLink[];
  /** A server action, as `useActionState` takes it. */
  signOut: (previous: Awaited<State> | null, data: FormData) => Promise<Awaited<State> | null>;
};

export const viewerButtonClass =
  "flex h-11 w-full cursor-pointer items-center gap-2.5 rounded-md px-1 outline-none hover:bg-sidebar-accent focus-visible:outline-2 focus-visible:outline-ring data-[state=open]:bg-sidebar-accent";

export function ViewerFace({ name, detail }: { name: string; detail: string }) {
  return (
    <>
      <Avatar name={name} className="rounded-full" />
      <span className="flex min-w-0 flex-1 flex-col text-left leading-tight group-data-[collapsed=true]/shell:lg:sr-only">
        <span className="truncate font-medium text-sidebar-accent-foreground text-sm">{name}</span>
        <span className="truncate text-muted-foreground text-xs">{detail}</span>
      </span>
      <ChevronsUpDown
        className="size-4 shrink-0 text-muted-foreground group-data-[collapsed=true]/shell:lg:hidden"
        aria-hidden="true"
      />
    </>
  );
}
