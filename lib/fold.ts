/** The one way names are compared: NFKC, trimmed, lower-case. Stored beside the name as typed. */
export function fold(text: string): string {
  return text.normalize("NFKC").trim().toLowerCase();
}
