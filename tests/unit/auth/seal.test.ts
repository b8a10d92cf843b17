import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { seal, unseal } from "@/lib/auth/seal";

const key = Buffer.alloc(32, 1);

test("opens again, whatever the text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      expect(unseal(seal(text, key, "first-key", randomBytes), key, "first-key")).toBe(text);
    }),
  );
});

test("opens with no other key and for no other context", () => {
  const sealed = seal("text", key, "user 1", randomBytes);
  expect(unseal(sealed, Buffer.alloc(32, 2), "user 1")).toBeNull();
  expect(unseal(sealed, key, "user 2")).toBeNull();
});

test("a changed, cut or foreign text does not open", () => {
  const sealed = seal("text", key, "x", randomBytes);
  const bytes = Buffer.from(sealed.slice(3), "base64url");
  for (const at of bytes.keys()) {
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
    expect(unseal(`v1.${changed.toString("base64url")}`, key, "x")).toBeNull();
    expect(unseal(`v1.${bytes.subarray(0, at).toString("base64url")}`, key, "x")).toBeNull();
  }
  for (const other of ["", "v1", "v1.", "v2.AAAA", "text", sealed.replace("v1", "v2")]) {
    expect(unseal(other, key, "x")).toBeNull();
  }
});

test("shows nothing of the text and is another one each time", () => {
  const first = seal("a secret text", key, "x", randomBytes);
  expect(Buffer.from(first.slice(3), "base64url").toString("latin1")).not.toContain("secret");
  expect(seal("a secret text", key, "x", randomBytes)).not.toBe(first);
});

test("fits the column of a sealed API key", () => {
  expect(seal("ab".repeat(32), key, "first-key", randomBytes).length).toBeLessThanOrEqual(512);
});
