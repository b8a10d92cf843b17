"use client";

import { Columns3 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { useOnDemand } from "@/components/ui/use-on-demand";
import type { ColumnMenuProps } from "./column-choice";

/** Shows and hides columns. A `fixed` column is listed but cannot be hidden. */
export function ColumnMenu(props: ColumnMenuProps) {
  const { Part, trigger } = useOnDemand(() => import("./column-menu-open").then((loaded) => loaded.OpenColumnMenu));
  if (Part) return <Part {...props} />;
  return (
    <Button variant="outline" size="sm" aria-haspopup="menu" aria-expanded={false} data-needs-script="" {...trigger}>
      <Columns3 aria-hidden="true" />
      Columns
    </Button>
  );
}
