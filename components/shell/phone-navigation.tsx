"use client";

import { Menu } from "lucide-react";
import { Button } from "@/components/ui/button";
import { useOnDemand } from "@/components/ui/use-on-demand";
import type { PhoneNavigationProps } from "./places";

/** The navigation as a sheet, for windows too narrow for the sidebar. */
export function PhoneNavigation(props: PhoneNavigationProps) {
  const { Part, trigger } = useOnDemand(() =>
    import("./open/phone-navigation").then((loaded) => loaded.OpenPhoneNavigation),
  );
  if (Part) return <Part {...props} />;
  return (
    <Button variant="ghost" size="icon" aria-label="Open navigation" aria-haspopup="dialog" {...trigger}>
      <Menu aria-hidden="true" />
    </Button>
  );
}
