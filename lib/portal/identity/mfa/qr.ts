import { create } from "qrcode";

/** A QR code as one path over squares of size 1; `size` counts the quiet zone of four squares that scanners need. */
export type QrDrawing = { size: number; path: string };

const quiet = 4;

export function drawQr(text: string): QrDrawing {
  const { modules } = create(text, { errorCorrectionLevel: "M" });
  const dark: string[] = [];
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (modules.get(row, column)) dark.push(`M${column + quiet} ${row + quiet}h1v1h-1z`);
    }
  }
  return { size: modules.size + 2 * quiet, path: dark.join("") };
}
