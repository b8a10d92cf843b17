import { createCipheriv, createDecipheriv } from "node:crypto";

const version = "v1";
const nonceBytes = 12;
const tagBytes = 16;

/**
 * Text that must be readable again but not in the database: AES-256-GCM. `key`: 32 bytes, deriveKey(secret, "seal").
 * `context` names what is sealed and whose; a sealed text opens only under the same one, so rows cannot be swapped.
 */
export function seal(text: string, key: Buffer, context: string, random: (bytes: number) => Uint8Array): string {
  const nonce = random(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(context, "utf8"));
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return `${version}.${Buffer.concat([nonce, body, cipher.getAuthTag()]).toString("base64url")}`;
}

/** The text, or null if it was sealed with another key or for another context, or was changed since. */
export function unseal(sealed: string, key: Buffer, context: string): string | null {
  const [form, packed] = sealed.split(".");
  const bytes = Buffer.from(packed ?? "", "base64url");
  if (form !== version || bytes.length < nonceBytes + tagBytes) return null;
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(context, "utf8"));
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  try {
    const body = decipher.update(bytes.subarray(nonceBytes, -tagBytes));
    return Buffer.concat([body, decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}
