import { Zip, ZipDeflate, ZipPassThrough } from "fflate";

export type ZipEntry = {
  name: string;
  /** Text is packed; a stream goes in as it is, however long, without being held in memory. */
  content: string | AsyncIterable<Uint8Array>;
};

/**
 * A ZIP file piece by piece, in the order of the entries. A piece is only made when the one before has been taken, and
 * a reader who goes away ends the source that is being read.
 */
export async function* zipFile(entries: readonly ZipEntry[], at: Date): AsyncGenerator<Uint8Array, void> {
  let ready: Uint8Array[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, piece) => {
    if (error) failure = error;
    else ready.push(piece);
  });
  function* taken(): Generator<Uint8Array> {
    if (failure) throw failure;
    const pieces = ready;
    ready = [];
    yield* pieces.filter((piece) => piece.length > 0);
  }
  for (const { name, content } of entries) {
    if (typeof content === "string") {
      const file = new ZipDeflate(name, { level: 6 });
      file.mtime = at;
      zip.add(file);
      file.push(new TextEncoder().encode(content), true);
      yield* taken();
      continue;
    }
    const file = new ZipPassThrough(name);
    file.mtime = at;
    zip.add(file);
    for await (const piece of content) {
      file.push(piece);
      yield* taken();
    }
    file.push(new Uint8Array(0), true);
    yield* taken();
  }
  zip.end();
  yield* taken();
}
