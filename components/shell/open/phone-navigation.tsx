"use client";

import { Menu } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Sheet, SheetContent, SheetTitle, SheetTrigger } from "@/components/ui/sheet";
import { NavigationList } from "../navigation-list";
import type { PhoneNavigationProps } from "../places";
import { ScopeSwitch } from "../scope-switch";

/** The sheet from its first opening on. */
export function OpenPhoneNavigation({ title, switchLabel, groups, scopes, base, brand, bottom }: PhoneNavigationProps) {
  const [open, setOpen] = useState(true);
  const close = () => setOpen(false);
  return (
    <Sheet open={open} onOpenChange={setOpen}>
      <SheetTrigger asChild>
        <Button variant="ghost" size="icon" aria-label="Open navigation">
          <Menu aria-hidden="true" />
        </Button>
      </SheetTrigger>
      <SheetContent side="left" aria-describedby={undefined} className="bg-sidebar">
        <SheetTitle className="sr-only">{title}</SheetTitle>
        <div className="flex h-12 items-center px-4">{brand}</div>
        <div className="px-2.5 pb-2">
          <ScopeSwitch label={switchLabel} groups={groups} scopes={scopes} base={base} onFollow={close} />
        </div>
        <div className="min-h-0 flex-1 overflow-y-auto px-2.5 py-2">
          <NavigationList label={title} groups={groups} scopes={scopes} base={base} onFollow={close} />
        </div>
        <div className="border-sidebar-border border-t px-2.5 py-2">{bottom}</div>
      </SheetContent>
    </Sheet>
  );
}
