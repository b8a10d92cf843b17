"use client";

import { Download, FileSpreadsheet, LoaderCircle, Printer } from "lucide-react";
import { type MouseEvent, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notify";
import { type DashboardQuery, toSearch } from "../query-state";
import type { ColumnId } from "../words/column-words";

type Format = "csv" | "xlsx";
const formats: { format: Format; word: string; icon: typeof Download }[] = [
  { format: "csv", word: "CSV", icon: Download },
  { format: "xlsx", word: "Excel", icon: FileSpreadsheet },
];

/** Every row of the filter, in the columns shown. Plain links; with scripts they also show how far they are. */
export function ExportLinks({
  query,
  path,
  columns,
}: {
  query: DashboardQuery;
  path: string;
  columns: readonly ColumnId[];
}) {
  const [running, setRunning] = useState<{ format: Format; bytes: number } | null>(null);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);

  const hrefOf = (place: string, more: [string, string][]): string =>
    `${path}/${place}${toSearch({ ...query, cursor: null, event: null }, [...more, ["columns", columns.join(",")]])}`;

  const start = async (event: MouseEvent<HTMLAnchorElement>, format: Format): Promise<void> => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (running) return;
    const controller = new AbortController();
    abort.current = controller;
    setRunning({ format, bytes: 0 });
    try {
      const response = await fetch(event.currentTarget.href, { signal: controller.signal });
      await save(response, (bytes) => setRunning({ format, bytes }));
    } catch {
      if (!controller.signal.aborted)
        notify({ kind: "error", title: "The export failed before its end. Nothing was saved; please try again." });
    } finally {
      if (!controller.signal.aborted) setRunning(null);
    }
  };

  return (
    <div className="flex items-center gap-1.5">
      {formats.map(({ format, word, icon: Icon }) => {
        const busy = running?.format === format;
        return (
          <Button key={format} asChild variant="outline" size="sm" aria-disabled={running !== null} aria-busy={busy}>
            <a href={hrefOf("export", [["format", format]])} download="" onClick={(event) => start(event, format)}>
              {busy ? <LoaderCircle className="animate-spin" aria-hidden="true" /> : <Icon aria-hidden="true" />}
              <span className="sr-only">Export </span>
              {busy ? <span className="tabular-nums">{megabytes(running.bytes)}</span> : word}
            </a>
          </Button>
        );
      })}
      <Button asChild variant="outline" size="sm">
        <a href={hrefOf("print", [])} target="_blank" rel="noopener">
          <Printer aria-hidden="true" />
          Print
        </a>
      </Button>
      <span role="status" className="sr-only">
        {running ? "Exporting" : ""}
      </span>
    </div>
  );
}

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;

/** Collects the answer while counting it, then hands it to the browser under the name the server gave it. */
async function save(response: Response, onProgress: (bytes: number) => void): Promise<void> {
  if (!response.ok || response.redirected || !response.body) throw new Error(`export answered ${response.status}`);
  let bytes = 0;
  let told = 0;
  const counted = response.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        bytes += chunk.byteLength;
        if (bytes - told > 200_000) {
          told = bytes;
          onProgress(bytes);
        }
        controller.enqueue(chunk);
      },
    }),
  );
  const file = await new Response(counted).blob();
  const name = /filename="([^"]+)"/.exec(response.headers.get("content-disposition") ?? "")?.[1] ?? "events";
  const url = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
