import { Bug, CircleX, Info, type LucideIcon, OctagonAlert, TriangleAlert } from "lucide-react";
import { StatusBadge } from "@/components/ui/status-badge";
import { visibleText } from "@/components/ui/visible-text";
import type { ErrorLevel } from "@/lib/audit/schema";

type Mark = { word: string; plural: string; icon: LucideIcon; tone: "neutral" | "ok" | "warning" | "danger" };

export const levelMarks: Record<ErrorLevel, Mark> = {
  DEBUG: { word: "Debug", plural: "Debug", icon: Bug, tone: "neutral" },
  INFO: { word: "Info", plural: "Info", icon: Info, tone: "ok" },
  WARNING: { word: "Warning", plural: "Warnings", icon: TriangleAlert, tone: "warning" },
  ERROR: { word: "Error", plural: "Errors", icon: CircleX, tone: "danger" },
  CRITICAL: { word: "Critical", plural: "Critical", icon: OctagonAlert, tone: "danger" },
};

const isLevel = (level: string): level is ErrorLevel => Object.hasOwn(levelMarks, level);

/** A level by colour, icon and word. */
export function LevelMark({ level }: { level: string }) {
  if (!isLevel(level)) {
    return (
      <StatusBadge tone="neutral" icon={Bug}>
        {visibleText(level)}
      </StatusBadge>
    );
  }
  const { tone, icon, word } = levelMarks[level];
  return (
    <StatusBadge tone={tone} icon={icon}>
      {word}
    </StatusBadge>
  );
}
