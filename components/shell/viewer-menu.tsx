"use client";

import { ChevronsUpDown, LogOut } from "lucide-react";
import Link from "next/link";
import { useTheme } from "next-themes";
import { type ReactNode, useActionState, useRef } from "react";
import { Avatar } from "@/components/ui/avatar";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { themes } from "./theme-switch";

export type MenuLink = { id: string; label: string; href: string; icon: ReactNode };

/** Who is signed in, their own pages, the theme, and the way out. `signOut` is a server action. */
export function ViewerMenu<State>({
  name,
  detail,
  note,
  links,
  signOut,
}: {
  name: string;
  detail: string;
  note?: string;
  links: readonly MenuLink[];
  signOut: (previous: Awaited<State> | null, data: FormData) => Promise<Awaited<State> | null>;
}) {
  const { theme, setTheme } = useTheme();
  const [, leave] = useActionState<Awaited<State> | null, FormData>(signOut, null);
  const form = useRef<HTMLFormElement>(null);
  return (
    <>
      {/* Outside the menu: a form inside would be gone before it is sent. */}
      <form ref={form} action={leave} hidden />
      <DropdownMenu>
        <DropdownMenuTrigger
          title={name}
          className="flex h-11 w-full cursor-pointer items-center gap-2.5 rounded-md px-1 outline-none hover:bg-sidebar-accent focus-visible:outline-2 focus-visible:outline-ring data-[state=open]:bg-sidebar-accent"
        >
          <Avatar name={name} className="rounded-full" />
          <span className="flex min-w-0 flex-1 flex-col text-left leading-tight group-data-[collapsed=true]/shell:lg:sr-only">
            <span className="truncate font-medium text-sidebar-accent-foreground text-sm">{name}</span>
            <span className="truncate text-muted-foreground text-xs">{detail}</span>
          </span>
          <ChevronsUpDown
            className="size-4 shrink-0 text-muted-foreground group-data-[collapsed=true]/shell:lg:hidden"
            aria-hidden="true"
          />
        </DropdownMenuTrigger>
        <DropdownMenuContent side="top" align="start" className="w-60">
          <DropdownMenuLabel className="flex flex-col gap-0.5">
            <span className="truncate text-foreground text-sm">{name}</span>
            <span className="truncate font-normal">{note ?? detail}</span>
          </DropdownMenuLabel>
          <DropdownMenuSeparator />
          {links.map((link) => (
            <DropdownMenuItem key={link.id} asChild>
              <Link href={link.href}>
                {link.icon}
                {link.label}
              </Link>
            </DropdownMenuItem>
          ))}
          {links.length > 0 ? <DropdownMenuSeparator /> : null}
          <DropdownMenuLabel>Theme</DropdownMenuLabel>
          <DropdownMenuRadioGroup value={theme ?? "dark"} onValueChange={setTheme}>
            {themes.map(({ id, label, icon: Icon }) => (
              <DropdownMenuRadioItem key={id} value={id} onSelect={(event) => event.preventDefault()}>
                <Icon aria-hidden="true" />
                {label}
              </DropdownMenuRadioItem>
            ))}
          </DropdownMenuRadioGroup>
          <DropdownMenuSeparator />
          <DropdownMenuItem onSelect={() => form.current?.requestSubmit()}>
            <LogOut aria-hidden="true" />
            Sign out
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
    </>
  );
}
