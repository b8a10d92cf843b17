import type { ReactNode } from "react";
import { BrandMark } from "@/components/shell/brand-mark";
import { SkipLink } from "@/components/shell/skip-link";
import { ThemeSwitch } from "@/components/shell/theme-switch";
import { DayMotif } from "./day-motif";

export default function SignedOutLayout({ children }: { children: ReactNode }) {
  return (
    <div className="relative isolate grid min-h-dvh lg:grid-cols-[minmax(0,11fr)_minmax(0,9fr)]">
      <SkipLink>Skip to the form</SkipLink>
      <aside
        aria-label="What this is"
        className="relative hidden overflow-hidden border-sidebar-border border-r bg-sidebar lg:block"
      >
        <DayMotif className="absolute inset-0 size-full" />
        <div className="relative flex h-full flex-col justify-between p-10 xl:p-14">
          <div className="flex items-center gap-3 font-semibold text-base tracking-tight">
            <BrandMark className="size-8" />
            WinAuthMon
          </div>
          <p className="max-w-lg text-balance font-semibold text-4xl leading-[1.12] tracking-tight xl:text-5xl">
            Who signed in, where, and for how long.
          </p>
          <p className="max-w-md text-muted-foreground text-sm">
            The record of every sign-in on your Windows computers, on a server of your own.
          </p>
        </div>
      </aside>
      <div className="relative flex min-h-dvh flex-col">
        <header className="flex items-center justify-between p-4 sm:px-8 sm:py-6">
          <div className="flex items-center gap-2.5 font-semibold text-sm tracking-tight lg:invisible">
            <BrandMark className="size-7" />
            WinAuthMon
          </div>
          <ThemeSwitch />
        </header>
        <main
          id="content"
          tabIndex={-1}
          className="mx-auto flex w-full max-w-sm flex-1 flex-col justify-center px-5 pt-4 pb-24 outline-none"
        >
          {children}
        </main>
      </div>
    </div>
  );
}
