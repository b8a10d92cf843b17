"use client";

import { PanelLeft } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";

/** A year: the shape of the navigation is a preference of this browser, not a secret. */
const rememberMs = 31_536_000_000;

/**
 * The frame: navigation at the left from 1024 px up (56 px wide when collapsed), a bar on top, the page below.
 * `collapsed` comes from the cookie `cookieName`, so the server already renders the right width.
 */
export function Shell({
  collapsed: initiallyCollapsed,
  cookieName,
  brand,
  top,
  navigation,
  bottom,
  phoneNavigation,
  trail,
  actions,
  children,
}: {
  collapsed: boolean;
  cookieName: string;
  brand: ReactNode;
  top: ReactNode;
  navigation: ReactNode;
  bottom: ReactNode;
  phoneNavigation: ReactNode;
  trail: ReactNode;
  actions: ReactNode;
  children: ReactNode;
}) {
  const [collapsed, setCollapsed] = useState(initiallyCollapsed);

  function toggle() {
    const next = !collapsed;
    setCollapsed(next);
    void rememberShape(cookieName, next);
  }

  return (
    <div
      data-collapsed={collapsed}
      className="group/shell grid min-h-dvh grid-cols-1 lg:grid-cols-[15rem_minmax(0,1fr)] lg:data-[collapsed=true]:grid-cols-[3.5rem_minmax(0,1fr)] print:block"
    >
      <aside
        data-shell="sidebar"
        aria-label="Sidebar"
        className="sticky top-0 z-40 hidden h-dvh min-w-0 flex-col border-sidebar-border border-r bg-sidebar lg:flex"
      >
        <div className="flex h-12 items-center px-4">{brand}</div>
        <div className="px-2.5 pb-2">{top}</div>
        <div className="min-h-0 flex-1 overflow-y-auto px-2.5 py-2">{navigation}</div>
        <div className="border-sidebar-border border-t px-2.5 py-2">{bottom}</div>
      </aside>
      <div className="flex min-w-0 flex-col">
        <header
          data-shell="topbar"
          className="sticky top-0 z-30 flex h-12 items-center gap-2 border-border border-b bg-background px-3 sm:px-4"
        >
          <div className="lg:hidden">{phoneNavigation}</div>
          <Button
            variant="ghost"
            size="icon-sm"
            className="hidden lg:inline-flex"
            aria-label="Collapse navigation"
            aria-pressed={collapsed}
            onClick={toggle}
            data-needs-script=""
          >
            <PanelLeft aria-hidden="true" />
          </Button>
          <div className="min-w-0 flex-1">{trail}</div>
          <div className="flex items-center gap-1">{actions}</div>
        </header>
        <main
          id="content"
          tabIndex={-1}
          className="w-full flex-1 px-3 py-4 outline-none sm:px-5 sm:py-5 lg:px-6 print:p-0"
        >
          {children}
        </main>
      </div>
    </div>
  );
}

/**
 * In a cookie, because the server reads it to render the right width at once; localStorage would shift the page after
 * loading. A browser without the Cookie Store only forgets the preference.
 */
async function rememberShape(name: string, collapsed: boolean): Promise<void> {
  if (!("cookieStore" in window)) return;
  const expires = Date.now() + rememberMs;
  const value = collapsed ? "collapsed" : "open";
  await window.cookieStore.set({ name, value, path: "/", sameSite: "lax", expires }).catch(() => undefined);
}
