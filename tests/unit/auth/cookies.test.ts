import { cookieNamesFor, cookieOptions } from "@/lib/auth/browser/cookies";

test("over https the cookie is bound to the host and to https", () => {
  const names = cookieNamesFor({ scheme: "https", isLocal: false, secureRequired: true });
  expect(names).toMatchObject({ session: "__Host-winauthmon", secure: true });
});

test("over plain http only from this machine, or when the operator says so", () => {
  const plain = { session: "winauthmon", secure: false };
  expect(cookieNamesFor({ scheme: "http", isLocal: true, secureRequired: true })).toMatchObject(plain);
  expect(cookieNamesFor({ scheme: "http", isLocal: false, secureRequired: false })).toMatchObject(plain);
  expect(cookieNamesFor({ scheme: "http", isLocal: false, secureRequired: true })).toBeNull();
});

test("no other cookie's name begins like the session's, which Auth.js would read as a part of it", () => {
  for (const scheme of ["http", "https"] as const) {
    const names = cookieNamesFor({ scheme, isLocal: true, secureRequired: true });
    if (!names) throw new Error("no names");
    const { session, knownDevice, csrf, callback } = names;
    expect([knownDevice, csrf, callback].filter((name) => name.startsWith(session))).toEqual([]);
    expect(new Set([session, knownDevice, csrf, callback]).size).toBe(4);
  }
});

test("scripts cannot read it, other sites cannot send it, and it ends with the browser unless told", () => {
  const names = cookieNamesFor({ scheme: "https", isLocal: false, secureRequired: true });
  if (!names) throw new Error("no names");
  expect(cookieOptions(names)).toEqual({ httpOnly: true, sameSite: "lax", path: "/", secure: true });
  expect(cookieOptions(names, 60)).toMatchObject({ maxAge: 60 });
});
