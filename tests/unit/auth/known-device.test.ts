import fc from "fast-check";
import { knownDeviceCookie, readKnownDevice } from "@/lib/auth/browser/known-device";

const key = Buffer.alloc(32, 1);
const owner = { id: 7, passwordHash: "$argon2id$one" };
const now = new Date("2026-03-01T12:00:00Z");
const later = (days: number) => new Date(now.getTime() + days * 86_400_000);

test("known for 90 days, and keeps its id when it signs in again", () => {
  const cookie = knownDeviceCookie(owner, null, now, key);
  const device = readKnownDevice(cookie, owner, now, key);
  expect(device).toMatch(/^[\w-]{16}$/);
  expect(readKnownDevice(cookie, owner, later(89.9), key)).toBe(device);
  expect(readKnownDevice(cookie, owner, later(90), key)).toBeNull();
  expect(readKnownDevice(cookie, owner, later(-1), key)).toBeNull();
  expect(readKnownDevice(knownDeviceCookie(owner, device, later(1), key), owner, later(90), key)).toBe(device);
});

test("another user, and a new password, make it unknown", () => {
  const cookie = knownDeviceCookie(owner, null, now, key);
  expect(readKnownDevice(cookie, { ...owner, id: 8 }, now, key)).toBeNull();
  expect(readKnownDevice(cookie, { ...owner, passwordHash: "$argon2id$two" }, now, key)).toBeNull();
});

test("another key, and any changed character, make it unknown", () => {
  const cookie = knownDeviceCookie(owner, null, now, key);
  expect(readKnownDevice(cookie, owner, now, Buffer.alloc(32, 2))).toBeNull();
  fc.assert(
    fc.property(fc.nat(cookie.length - 1), fc.constantFrom(..."0aZ.-_"), (place, character) => {
      const changed = cookie.slice(0, place) + character + cookie.slice(place + 1);
      // The last character of a signature carries two unused bits, so some of its neighbours mean the same bytes.
      fc.pre(changed !== cookie);
      expect(readKnownDevice(changed, owner, now, key)).toBeNull();
    }),
  );
});

test.each([undefined, "", "7.abc", "x".repeat(500)])("%j is no device", (cookie) => {
  expect(readKnownDevice(cookie, owner, now, key)).toBeNull();
});
