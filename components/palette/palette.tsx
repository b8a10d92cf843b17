"use client";

import { Search } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import type { PaletteProps } from "./items";

type Opened = typeof import("./open-palette").OpenPalette;

/** The button of the palette, and its key: Ctrl+K, or ⌘K on a Mac. Its code is fetched when it is first wanted. */
export function Palette(props: PaletteProps) {
  const [Part, setPart] = useState<Opened | null>(null);
  const [open, setOpen] = useState(false);

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey) || event.altKey || event.shiftKey)
        return;
      event.preventDefault();
      setOpen((was) => !was);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);

  useEffect(() => {
    if (!open || Part) return;
    import("./open-palette").then(
      (loaded) => setPart(() => loaded.OpenPalette),
      // The code is no longer there: the server runs a newer build.
      () => window.location.reload(),
    );
  }, [open, Part]);

  return (
    <>
      <Button
        variant="outline"
        size="sm"
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => setOpen(true)}
        data-needs-script=""
        className="text-muted-foreground max-sm:size-7 max-sm:px-0"
      >
        <Search aria-hidden="true" />
        <span className="max-sm:sr-only">Search</span>
        <Kbd aria-hidden="true" className="max-sm:hidden">
          Ctrl K
        </Kbd>
      </Button>
      {Part ? <Part {...props} open={open} onOpenChange={setOpen} /> : null}
    </>
  );
}
