import fc from "fast-check";
import { safeRedirectTarget } from "@/lib/access/redirect-target";

const site = "https://portal.example:8000";

/** Where a browser would end up, if it followed the target from a page of the site. */
const destination = (target: string) => new URL(target, `${site}/login`);

test.each([
  ["/", "/"],
  ["/c/1/dashboard?kind=failed&from=2026-01-01", "/c/1/dashboard?kind=failed&from=2026-01-01"],
  ["/c/all/people/j%C3%BCrgen/2026-01-02", "/c/all/people/j%C3%BCrgen/2026-01-02"],
  ["/c/1/dashboard?search=https://elsewhere.example//x", "/c/1/dashboard?search=https://elsewhere.example//x"],
  ["/c/1/dashboard#row", "/c/1/dashboard"],
])("keeps %s", (wanted, kept) => {
  expect(safeRedirectTarget(wanted)).toBe(kept);
});

test.each([
  "",
  "c/1",
  "//elsewhere.example",
  "///elsewhere.example",
  "https://elsewhere.example/",
  "javascript:alert(1)",
  "/\\elsewhere.example",
  "/\t/elsewhere.example",
  "/\n/elsewhere.example",
  "\u0000/x",
  "/%2f/elsewhere.example",
  "/%252f%252felsewhere.example",
  "/%5celsewhere.example",
  "/%09/elsewhere.example",
  "/.//elsewhere.example",
  "/x/..//elsewhere.example",
  "/%2e%2e//elsewhere.example",
  "/bad%zzescape",
  "/\ud800",
  "/api/health",
  "/API/auth/signout",
  "/login",
  "/login?next=/login",
  "/_next/static/x.js",
  `/${"a".repeat(3000)}`,
  undefined,
  null,
  ["/c/1"],
])("goes home instead of %j", (wanted) => {
  expect(safeRedirectTarget(wanted)).toBe("/");
});

const trickPieces = [
  "/",
  "\\",
  "%2f",
  "%5C",
  "%252f",
  "//",
  ":",
  "@",
  "?",
  "#",
  ".",
  "..",
  "\t",
  "\n",
  "\u0000",
  "\u2028",
];
const wordPieces = ["https:", "javascript:", "elsewhere.example", "c", "1", "api", "login", " ", "é", "%"];

test("never leads off the site, whatever is asked for", () => {
  const pieces = fc
    .array(fc.constantFrom(...trickPieces, ...wordPieces), { maxLength: 12 })
    .map((list) => list.join(""));
  const wanted = fc.oneof(
    pieces,
    pieces.map((text) => `/${text}`),
    fc.string({ unit: "binary" }).map((text) => `/${text}`),
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
  );
  fc.assert(
    fc.property(wanted, (text) => {
      const target = safeRedirectTarget(text);
      const reached = destination(target);
      expect(target).toMatch(/^\/(?!\/)/);
      expect(reached.origin).toBe(site);
      expect(destination(decodeURIComponent(reached.pathname.replaceAll("%25", ""))).origin).toBe(site);
      expect(safeRedirectTarget(target)).toBe(target);
    }),
    { numRuns: 3000 },
  );
});
