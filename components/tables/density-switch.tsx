"use client";

import { Rows3, Rows4 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { useStoredValue } from "./use-stored-value";

export type Density = "compact" | "comfortable";

function parseDensity(text: string | null): Density {
  return text === "comfortable" ? "comfortable" : "compact";
}

/** Row height of every table on this browser. */
export function useDensity(): [Density, (value: Density) => void] {
  return useStoredValue<Density>("table-density", parseDensity, String);
}

export function DensitySwitch({ value, onChange }: { value: Density; onChange: (value: Density) => void }) {
  const comfortable = value === "comfortable";
  return (
    <Button
      variant="outline"
      size="icon-sm"
      aria-label="Comfortable rows"
      aria-pressed={comfortable}
      title={comfortable ? "Comfortable rows" : "Compact rows"}
      onClick={() => onChange(comfortable ? "compact" : "comfortable")}
    >
      {comfortable ? <Rows3 aria-hidden="true" /> : <Rows4 aria-hidden="true" />}
    </Button>
  );
}
