/** Without 0 and o, 1, l and i: nothing that is misread on a note or misheard on the telephone. */
const alphabet = "abcdefghjkmnpqrstuvwxyz23456789";
const groups = 4;
const groupLength = 5;

/**
 * A password for one sign-in, to be read out or copied: `xxxxx-xxxxx-xxxxx-xxxxx`, 99 bits. `random` gives that many
 * random bytes.
 */
export function oneTimePassword(random: (size: number) => Uint8Array): string {
  // The largest multiple of the alphabet's length: a byte beyond it would favour the first letters.
  const fair = 256 - (256 % alphabet.length);
  let letters = "";
  while (letters.length < groups * groupLength) {
    for (const byte of random(32)) if (byte < fair) letters += alphabet[byte % alphabet.length];
  }
  const from = (group: number) => letters.slice(group * groupLength, (group + 1) * groupLength);
  return Array.from({ length: groups }, (_, group) => from(group)).join("-");
}
