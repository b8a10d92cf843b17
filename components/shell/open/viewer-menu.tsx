"use client";

import { LogOut, Monitor, Moon, Sun } from "lucide-react";
import Link from "next/link";
import { useTheme } from "next-themes";
import { useActionState, useRef } from "react";
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
import { ViewerFace, type ViewerMenuProps, viewerButtonClass } from "../viewer-face";

const themes = [
  { id: "dark", label: "Dark", icon: Moon },
  { id: "light", label: "Light", icon: Sun },
  { id: "system", label: "System", icon: Monitor },
] as const;

/** The viewer menu from its first opening on. */
export function OpenViewerMenu<State>({ name, detail, note, links, signOut }: ViewerMenuProps<State>) {
  const { theme, setTheme } = useTheme();
  const [, leave] = useActionState<Awaited<State> | null, FormData>(signOut, null);
  const form = useRef<HTMLFormElement>(null);
  return (
    <>
      {/* Outside the menu: a form inside would be gone before it is sent. */}
      <form ref={form} action={leave} hidden />
      <DropdownMenu defaultOpen>
        <DropdownMenuTrigger title={name} className={viewerButtonClass}>
          <ViewerFace name={name} detail={detail} />
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
