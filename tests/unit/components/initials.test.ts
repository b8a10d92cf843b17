import { initialsOf } from "@/components/ui/avatar";

test.each([
  ["ana maria", "AM"],
  ["ana", "AN"],
  ["Default Company of the North", "DC"],
  ["jane.doe", "JD"],
  ["Ümit", "ÜM"],
  ["x", "X"],
  ["…", "?"],
  ["", "?"],
])("%s → %s", (name, expected) => expect(initialsOf(name)).toBe(expected));
