/**
 * Text as every engine gives it back: no NUL (PostgreSQL refuses it), no lone surrogate (UTF-8 has none),
 * at most `maxUnits` UTF-16 units, never cut inside a code point. Other control characters stay.
 */
export function storableText(text: string, maxUnits: number): string {
  const clean = text.replaceAll("\0", "").toWellFormed();
  if (clean.length <= maxUnits) return clean;
  const last = clean.charCodeAt(maxUnits - 1);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return clean.slice(0, splitsPair ? maxUnits - 1 : maxUnits);
}
