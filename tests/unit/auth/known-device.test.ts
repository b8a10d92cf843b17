import fc from "fast-check";
import { knownDeviceCookie, readKnownDevice } from "@/lib/auth/known-device";

const key = Buffer.alloc(32, 1);
const now = new Date("2026-03-01T12:00:00Z");
const later = (days: number) => new Date(now.getTime() + days * 86_400_000);

test("known for 90 days, and keeps its id when it signs in again", () => {
  const cookie = knownDeviceCookie(7, null, now, key);
  const device = readKnownDevice(cookie, now, key);
  expect(device).toEqual({ userId: 7, deviceId: expect.stringMatching(/^[\w-]{16}$/) });
  expect(readKnownDevice(cookie, later(89.9), key)).toEqual(device);
  expect(readKnownDevice(cookie, later(90), key)).toBeNull();
  expect(readKnownDevice(cookie, later(-1), key)).toBeNull();
  expect(readKnownDevice(knownDeviceCookie(7, device, later(1), key), later(90), key)).toEqual(device);
  expect(readKnownDevice(knownDeviceCookie(8, device, now, key), now, key)?.deviceId).not.toBe(device?.deviceId);
});

test("another key, and any changed character, make it unknown", () => {
  const cookie = knownDeviceCookie(7, null, now, key);
  expect(readKnownDevice(cookie, now, Buffer.alloc(32, 2))).toBeNull();
  fc.assert(
    fc.property(fc.nat(cookie.length - 1), fc.constantFrom(..."0aZ.-_"), (place, character) => {
      const changed = cookie.slice(0, place) + character + cookie.slice(place + 1);
      // The last character of a signature carries two unused bits, so some of its neighbours mean the same bytes.
      fc.pre(changed !== cookie);
      expect(readKnownDevice(changed, now, key)).toBeNull();
    }),
  );
});

test.each([undefined, "", "7.abc", "x".repeat(500)])("%j is no device", (cookie) => {
  expect(readKnownDevice(cookie, now, key)).toBeNull();
});
