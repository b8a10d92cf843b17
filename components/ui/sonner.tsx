"use client";

import { CircleAlert, CircleCheck, Info, LoaderCircle, TriangleAlert } from "lucide-react";
import { useTheme } from "next-themes";
import type { CSSProperties } from "react";
import { Toaster as Sonner, type ToasterProps, toast } from "sonner";
import type { Notice } from "./notify";

/** Rendered by `ToastHost`, which fetches this file with the first notice; use `notify` to show one. */
export function Toaster(props: ToasterProps) {
  const { theme } = useTheme();
  const shown: ToasterProps["theme"] = theme === "light" || theme === "system" ? theme : "dark";
  const colours = {
    "--normal-bg": "var(--popover)",
    "--normal-text": "var(--popover-foreground)",
    "--normal-border": "var(--border)",
    "--border-radius": "var(--radius)",
  } as CSSProperties;
  return (
    <Sonner
      theme={shown}
      position="bottom-right"
      className="print:hidden"
      style={colours}
      icons={{
        success: <CircleCheck className="size-4 text-success" aria-hidden="true" />,
        info: <Info className="size-4 text-link" aria-hidden="true" />,
        warning: <TriangleAlert className="size-4 text-warning" aria-hidden="true" />,
        error: <CircleAlert className="size-4 text-destructive-text" aria-hidden="true" />,
        loading: <LoaderCircle className="size-4 animate-spin" aria-hidden="true" />,
      }}
      {...props}
    />
  );
}

export function showToast({ kind, title, description }: Notice): void {
  toast[kind](title, description ? { description } : undefined);
}
