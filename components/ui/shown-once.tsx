"use client";

import { Download, Printer } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./button";
import { CopyButton } from "./copy-button";

/** A file that the browser makes itself: what is in it is asked of nobody again. */
function save({ fileName, text }: { fileName: string; text: string }): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(address);
}

/** A secret that is shown this one time: to copy, to keep as a file or to print. `value` may have several lines. */
export function ShownOnce({
  label,
  value,
  hint,
  download,
  print = false,
}: {
  label: string;
  value: string;
  hint: ReactNode;
  download?: { fileName: string; text: string };
  print?: boolean;
}) {
  return (
    <section aria-label={label} className="flex flex-col gap-2 rounded-lg border border-warning/40 bg-warning/8 p-3">
      <h3 className="font-medium text-sm">{label}</h3>
      <pre className="select-all overflow-x-auto whitespace-pre-wrap break-all rounded-md border border-border bg-field px-3 py-2 font-mono text-sm leading-relaxed">
        {value}
      </pre>
      <div className="flex flex-wrap gap-2 print:hidden">
        <CopyButton value={value} />
        {download ? (
          <Button type="button" variant="outline" size="sm" onClick={() => save(download)} data-needs-script="">
            <Download aria-hidden="true" />
            Download
          </Button>
        ) : null}
        {print ? (
          <Button type="button" variant="outline" size="sm" onClick={() => window.print()} data-needs-script="">
            <Printer aria-hidden="true" />
            Print
          </Button>
        ) : null}
      </div>
      <div className="text-muted-foreground text-xs leading-relaxed">{hint}</div>
    </section>
  );
}
