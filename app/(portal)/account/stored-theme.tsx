"use client";

import { useTheme } from "next-themes";
import { useEffect } from "react";

/** In a browser where nobody has chosen a theme yet, the one that the account has. Renders nothing. */
export function StoredTheme({ theme }: { theme: "dark" | "light" | "system" | null }) {
  const { setTheme } = useTheme();
  useEffect(() => {
    if (theme === null) return;
    try {
      if (window.localStorage.getItem("theme") === null) setTheme(theme);
    } catch {
      // A browser that keeps nothing has nothing to be told for the next time either.
    }
  }, [theme, setTheme]);
  return null;
}
