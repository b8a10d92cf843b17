import { isFromOwnPages, type OriginClaim, type OwnPlace, ownOrigin } from "@/lib/access/origin";

const local: OwnPlace = { publicUrl: null, scheme: "http", host: "localhost:8000" };
const named: OwnPlace = { publicUrl: "https://portal.example", scheme: "https", host: "10.0.0.5:8000" };

const post = (origin: string | null, secFetchSite: string | null = null): OriginClaim => ({
  method: "POST",
  origin,
  secFetchSite,
});

test("reading is free", () => {
  for (const method of ["GET", "HEAD", "OPTIONS"]) {
    expect(isFromOwnPages({ method, origin: "https://elsewhere.example", secFetchSite: "cross-site" }, local)).toBe(
      true,
    );
  }
});

test.each([
  [post("http://localhost:8000"), local],
  [post("http://localhost:8000", "same-origin"), local],
  [post(null, "same-origin"), local],
  [post("https://portal.example"), named],
  [post("https://portal.example"), { ...named, publicUrl: "https://Portal.Example:443/" }],
  [post("https://portal.example"), { publicUrl: null, scheme: "https", host: "portal.example:443" } as const],
  [post("http://[::1]:8000"), { publicUrl: null, scheme: "http", host: "[::1]:8000" } as const],
])("%j belongs to %j", (claim, place) => {
  expect(isFromOwnPages(claim, place)).toBe(true);
});

test.each([
  [post(null), local],
  [post("null"), local],
  [post("null", "same-origin"), local],
  [post(""), local],
  [post("https://localhost:8000"), local],
  [post("http://localhost:8001"), local],
  [post("http://localhost"), local],
  [post("http://localhost:8000.elsewhere.example"), local],
  [post("http://elsewhere.example"), local],
  [post("http://localhost:8000", "cross-site"), local],
  [post("http://localhost:8000", "same-site"), local],
  [post("http://localhost:8000", "none"), local],
  [post(null, "none"), local],
  [post("https://10.0.0.5:8000"), named],
  [post("http://portal.example"), named],
  [post("http://localhost:8000"), { ...local, host: "" }],
  [post("http://localhost:8000"), { ...local, host: "localhost:8000/x@elsewhere" }],
])("%j does not belong to %j", (claim, place) => {
  expect(isFromOwnPages(claim, place)).toBe(false);
});

test.each(["PUT", "PATCH", "DELETE", "POST", "PROPFIND"])("%s is checked", (method) => {
  expect(isFromOwnPages({ method, origin: null, secFetchSite: null }, local)).toBe(false);
});

test("the public address wins over what the request says of its host", () => {
  expect(ownOrigin(named)).toBe("https://portal.example");
  expect(ownOrigin({ ...local, host: "a b" })).toBeNull();
});
