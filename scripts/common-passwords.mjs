// Makes lib/auth/common-passwords/list.ts from the passwords of the npm package @zxcvbn-ts/language-common:
//   npm pack @zxcvbn-ts/language-common@4.1.3 && tar xf zxcvbn-ts-language-common-4.1.3.tgz
//   node scripts/common-passwords.mjs package/src/passwords.json
// The same file gives the same list, byte for byte. Why so: docs/decisions/021-common-passwords.md
import { readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";

const target = "lib/auth/common-passwords/list.ts";
const shortest = 8;

const [source] = process.argv.slice(2);
if (!source) throw new Error("Name the file passwords.json of the package.");
const given = JSON.parse(readFileSync(source, "utf8"));

const folded = new Set(given.map((password) => password.normalize("NFKC").toLowerCase()));
const long = [...folded].filter((password) => [...password].length >= shortest);
// "password1" is refused because "password" is on the list: the look-up takes such endings off.
const withoutEnding = (password) => password.replace(/[\d\p{P}\p{S}\s]+$/u, "");
const list = long
  .filter(
    (password) =>
      withoutEnding(password) === password ||
      !folded.has(withoutEnding(password)) ||
      withoutEnding(password).length < shortest,
  )
  .sort();

let text = "";
let previous = "";
for (const password of list) {
  let shared = 0;
  while (shared < 35 && shared < previous.length && previous[shared] === password[shared]) shared++;
  text += `${shared.toString(36)}${password.slice(shared)}\n`;
  previous = password;
}
const packed = brotliCompressSync(text, {
  params: {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LGWIN]: 24,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
  },
}).toString("base64");

writeFileSync(
  target,
  `/**
 * ${list.length} common passwords of at least ${shortest} characters, folded and sorted. Each line of the unpacked text is one: how
 * many characters it shares with the one before (one digit of base 36), then the rest; packed with Brotli, base64.
 * Made by scripts/common-passwords.mjs from @zxcvbn-ts/language-common 4.1.3 (MIT licence,
 * Copyright (c) 2012-2016 Dan Wheeler and Dropbox, Inc., Copyright (c) 2021 @zxcvbn-ts).
 */
export const packedPasswords =
  "${packed}";
`,
);
process.stdout.write(`${target}: ${list.length} passwords, ${packed.length} characters\n`);
