import {
  groupsIn,
  hrefIn,
  isCurrent,
  type PlaceGroup,
  type Scope,
  scopeIdOf,
  switchHref,
  trailOf,
} from "@/components/shell/places";

const overview = { id: "overview", label: "Overview", href: "/c/:scope/overview", icon: null };
const items = { id: "items", label: "Items", href: "/c/:scope/items", icon: null };
const account = { id: "account", label: "Account", href: "/account", icon: null, exact: true };
const groups: PlaceGroup[] = [
  { id: "work", label: null, places: [overview, items] },
  { id: "own", label: "You", places: [account] },
];
const north: Scope = { id: "1", label: "North", placeIds: ["overview", "items"] };
const south: Scope = { id: "2", label: "South", placeIds: ["overview"] };
const closed: Scope = { id: "3", label: "Closed", placeIds: [] };
const scopes = [north, south, closed];

describe("scopeIdOf", () => {
  test.each([
    ["/c/12/items", "12"],
    ["/c/12", "12"],
    ["/c/all/overview", "all"],
    ["/c/", null],
    ["/c", null],
    ["/count/12", null],
    ["/", null],
  ])("%s → %s", (pathname, expected) => expect(scopeIdOf(pathname, "/c")).toBe(expected));
});

test("a place stands for its address in a scope", () => {
  expect(hrefIn(items, "7")).toBe("/c/7/items");
  expect(hrefIn(account, "7")).toBe("/account");
});

describe("isCurrent", () => {
  test("is true at the place and below it", () => {
    expect(isCurrent("/c/1/items", "/c/1/items")).toBe(true);
    expect(isCurrent("/c/1/items/5", "/c/1/items")).toBe(true);
  });

  test("is false beside it, however alike the address", () => {
    expect(isCurrent("/c/1/items-old", "/c/1/items")).toBe(false);
    expect(isCurrent("/c/11/items", "/c/1/items")).toBe(false);
  });

  test("an exact place is not current below itself", () => {
    expect(isCurrent("/account/x", "/account", true)).toBe(false);
  });
});

describe("groupsIn", () => {
  const idsIn = (scope: Scope | null) => groupsIn(groups, scope).map((group) => group.places.map((place) => place.id));

  test("shows only what may be opened in the scope", () => {
    expect(idsIn(north)).toEqual([["overview", "items"], ["account"]]);
    expect(idsIn(south)).toEqual([["overview"], ["account"]]);
  });

  test("drops a group without places and keeps those that need no scope", () => {
    expect(idsIn(closed)).toEqual([["account"]]);
    expect(idsIn(null)).toEqual([["account"]]);
  });
});

describe("switchHref", () => {
  test("stays at the same place", () => {
    expect(switchHref(groups, "/c/2/overview", south, north)).toBe("/c/1/overview");
    expect(switchHref(groups, "/c/1/items/44", { ...north, id: "1" }, { ...north, id: "9" })).toBe("/c/9/items");
  });

  test("goes to the first place when that one may not be opened there", () => {
    expect(switchHref(groups, "/c/1/items", north, south)).toBe("/c/2/overview");
  });

  test("leads nowhere when nothing may be opened there", () => {
    expect(switchHref(groups, "/c/1/items", north, closed)).toBeNull();
  });
});

describe("trailOf", () => {
  const labels = (pathname: string) =>
    trailOf(pathname, groups, scopes, "/c").map((crumb) => [crumb.label, crumb.href]);

  test("names scope, place and what lies deeper", () => {
    expect(labels("/c/1/items/a%20b/c")).toEqual([
      ["North", "/c/1/overview"],
      ["Items", "/c/1/items"],
      ["a b", null],
      ["c", null],
    ]);
  });

  test("shows a broken escape as it is", () => {
    expect(labels("/c/1/items/%zz").at(-1)).toEqual(["%zz", null]);
  });

  test("says nothing about a scope that is not the viewer's", () => {
    expect(labels("/c/99/nowhere")).toEqual([]);
  });

  test("names a place outside the scopes", () => {
    expect(labels("/account")).toEqual([["Account", "/account"]]);
  });
});
