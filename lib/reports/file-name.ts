import { formatInstant } from "@/lib/time";

export type ReportFile = {
  company: string;
  report: string;
  range: { from: Date; to: Date };
  /** The zone whose dates name the range. */
  zone: string;
  extension: string;
};

/** Names that Windows keeps for devices, whatever follows the dot. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/** One part of a file's name: letters and digits of any script, the rest as `-`. */
function partOf(text: string): string {
  const part = text
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "");
  const cut = [...part].slice(0, 60).join("");
  return cut === "" || reserved.test(cut) ? `company-${cut}`.replace(/-$/, "") : cut;
}

/** `company_report_from_to.ext`; the end is the date of the last instant inside the range. */
export function reportFileName(file: ReportFile): string {
  const dateOf = (instant: Date): string => formatInstant(instant, file.zone).slice(0, 10);
  const last = new Date(Math.max(file.range.from.getTime(), file.range.to.getTime() - 1));
  const parts = [partOf(file.company), partOf(file.report), dateOf(file.range.from), dateOf(last)];
  return `${parts.join("_")}.${file.extension}`;
}

/** RFC 6266: a plain name for all, the true one in UTF-8 for those who understand it. */
export function attachmentHeader(fileName: string): string {
  const plain = fileName
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^A-Za-z0-9._-]/g, "-");
  const encoded = encodeURIComponent(fileName).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
