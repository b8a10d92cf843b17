"use client";

import { Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { Button } from "@/components/ui/button";

/** Dark ↔ light; "as the system" is in the viewer menu. CSS shows the icon, so the server need not know the theme. */
export function ThemeSwitch({ className }: { className?: string }) {
  const { resolvedTheme, setTheme } = useTheme();
  return (
    <Button
      variant="ghost"
      size="icon-sm"
      aria-label="Switch between dark and light"
      title="Switch between dark and light"
      className={className}
      onClick={() => setTheme(resolvedTheme === "light" ? "dark" : "light")}
      data-needs-script=""
    >
      <Moon className="hidden dark:block" aria-hidden="true" />
      <Sun className="dark:hidden" aria-hidden="true" />
    </Button>
  );
}
