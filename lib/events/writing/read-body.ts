import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { bodyLimit } from "../wire";
import type { AgentRequest, BodyFault } from "./answers";

export type ReadBody = { ok: true; bytes: Buffer } | ({ ok: false } & BodyFault);

const unpack = promisify(gunzip);
const tooLarge: ReadBody = { ok: false, status: 413, message: "Body must not be larger than 1 MiB" };
const gzipNames = new Set(["gzip", "x-gzip"]);

function claimsTooMuch(length: string | undefined): boolean {
  return length !== undefined && /^\d+$/.test(length.trim()) && Number(length) > bodyLimit;
}

/** The bytes as sent, or null when they are too many; the rest is then left unread. */
async function collect(body: AgentRequest["body"]): Promise<Buffer | null> {
  if (Buffer.isBuffer(body)) return body.length > bodyLimit ? null : body;
  const parts: Buffer[] = [];
  let length = 0;
  // Not `for await`: leaving that early destroys a request's socket, and with it the answer.
  const source = body[Symbol.asyncIterator]();
  for (let next = await source.next(); !next.done; next = await source.next()) {
    length += next.value.length;
    if (length > bodyLimit) return null;
    parts.push(next.value);
  }
  return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts, length);
}

async function unzip(bytes: Buffer): Promise<ReadBody> {
  try {
    return { ok: true, bytes: await unpack(bytes, { maxOutputLength: bodyLimit }) };
  } catch (error) {
    const overflow = (error as { code?: unknown }).code === "ERR_BUFFER_TOO_LARGE";
    return overflow
      ? tooLarge
      : { ok: false, status: 400, message: "Body must be valid gzip, as Content-Encoding says" };
  }
}

/**
 * The body of a request, unpacked, never more than 1 MiB of memory for it: the length that is announced, the bytes
 * that come and the bytes they unpack to are each bounded.
 */
export async function readBody(request: Pick<AgentRequest, "headers" | "body">): Promise<ReadBody> {
  if (claimsTooMuch(request.headers["content-length"])) return tooLarge;
  const encoding = (request.headers["content-encoding"] ?? "").trim().toLowerCase();
  const packed = gzipNames.has(encoding);
  if (!packed && encoding !== "" && encoding !== "identity") {
    return { ok: false, status: 415, message: "Content-Encoding must be gzip or absent" };
  }
  let bytes: Buffer | null;
  try {
    bytes = await collect(request.body);
  } catch {
    return { ok: false, status: 400, message: "Body could not be read to its end" };
  }
  if (!bytes) return tooLarge;
  return packed ? unzip(bytes) : { ok: true, bytes };
}
