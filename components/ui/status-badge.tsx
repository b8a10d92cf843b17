import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Badge } from "./badge";

const variants = { ok: "success", warning: "warning", danger: "destructive", neutral: "muted" } as const;

/** A state by colour, icon and word: never by colour alone. */
export function StatusBadge({
  tone,
  icon: Icon,
  children,
}: {
  tone: keyof typeof variants;
  icon: LucideIcon;
  children: ReactNode;
}) {
  return (
    <Badge variant={variants[tone]}>
      <Icon aria-hidden="true" />
      {children}
    </Badge>
  );
}
