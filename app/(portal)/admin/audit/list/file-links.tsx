import { Download, FileSpreadsheet, Printer } from "lucide-react";
import { Button } from "@/components/ui/button";

/** Everything the filter finds, as a file or on paper. `search` is the address's own search part. */
export function FileLinks({
  path,
  search,
  formats,
}: {
  path: string;
  search: string;
  formats: readonly ("csv" | "xlsx" | "print")[];
}) {
  const hrefOf = (format: string): string => `${path}/export${search}${search === "" ? "?" : "&"}format=${format}`;
  return (
    <div className="flex items-center gap-1.5">
      {formats.includes("csv") ? (
        <Button asChild variant="outline" size="sm">
          <a href={hrefOf("csv")} download="">
            <Download aria-hidden="true" />
            <span className="sr-only">Export </span>CSV
          </a>
        </Button>
      ) : null}
      {formats.includes("xlsx") ? (
        <Button asChild variant="outline" size="sm">
          <a href={hrefOf("xlsx")} download="">
            <FileSpreadsheet aria-hidden="true" />
            <span className="sr-only">Export </span>Excel
          </a>
        </Button>
      ) : null}
      {formats.includes("print") ? (
        <Button asChild variant="outline" size="sm">
          <a href={`${path}/print${search}`} target="_blank" rel="noopener">
            <Printer aria-hidden="true" />
            Print
          </a>
        </Button>
      ) : null}
    </div>
  );
}
