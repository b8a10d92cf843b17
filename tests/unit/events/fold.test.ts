import fc from "fast-check";
import { fold } from "@/lib/fold";

test.each([
  ["ANA", "ana"],
  ["  Ana\u00a0", "ana"],
  ["ａｄｍｉｎ", "admin"],
  ["ﬃ", "ffi"],
  ["E\u0301", "\u00e9"],
  ["Å", "å"],
  ["ΑΣ", "ας"],
])("%p folds to %p", (text, folded) => expect(fold(text)).toBe(folded));

test("folding once is enough", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => fold(fold(text)) === fold(text)),
    { numRuns: 500 },
  );
});

test("no code point alone changes when folded twice", () => {
  const changed: string[] = [];
  for (let point = 0; point <= 0x10ffff; point++) {
    if (point >= 0xd800 && point <= 0xdfff) continue;
    const once = fold(`a${String.fromCodePoint(point)}b`);
    if (fold(once) !== once) changed.push(point.toString(16));
  }
  expect(changed).toEqual([]);
});

test("ASCII letter case and space around never count", () => {
  const words = fc.stringMatching(/^[A-Za-z0-9._-]{1,30}$/);
  fc.assert(fc.property(words, (word) => fold(` ${word.toUpperCase()}\t`) === fold(word.toLowerCase())));
});
