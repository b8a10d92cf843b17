import { readFileSync } from "node:fs";
import path from "node:path";

const css = readFileSync(path.join(__dirname, "../../../app/globals.css"), "utf8");

type Colour = { l: number; c: number; h: number };
type Theme = Record<string, Colour>;

/** Opaque oklch tokens of the first block that `opening` begins. */
function tokensAfter(opening: string): Theme {
  const start = css.indexOf(opening);
  const block = css.slice(start, css.indexOf("}", start));
  const tokens: Theme = {};
  for (const [, name, l, c, h] of block.matchAll(/--([\w-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\);/g)) {
    if (name) tokens[name] = { l: Number(l), c: Number(c), h: Number(h) };
  }
  return tokens;
}

/** Relative luminance of WCAG 2: oklch → oklab → linear sRGB (Ottosson's matrices), clipped to the gamut. */
function luminanceOf({ l, c, h }: Colour): number {
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (value: number) => Math.min(1, Math.max(0, value));
  const red = clip(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short);
  const green = clip(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short);
  const blue = clip(-0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(theme: Theme, one: string, other: string): number {
  const [first, second] = [theme[one], theme[other]];
  if (!first || !second) throw new Error(`There is no token ${first ? other : one}.`);
  const [dark, light] = [luminanceOf(first), luminanceOf(second)].sort((a, b) => a - b);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

const grounds = ["background", "card", "popover", "muted", "accent", "row-hover", "field"];
const kinds = ["sign-in", "sign-out", "lock", "unlock", "failed", "computer", "session", "other"].map(
  (id) => `kind-${id}`,
);

/** [text, grounds it stands on], at 4.5:1. */
const texts: [string, string[]][] = [
  ["foreground", grounds],
  ["muted-foreground", [...grounds, "sidebar"]],
  ["link", ["background", "card", "popover", "sidebar-accent"]],
  ["destructive-text", ["background", "card", "popover"]],
  ["success", ["background", "card", "popover"]],
  ["warning", ["background", "card", "popover"]],
  ["primary-foreground", ["primary", "primary-hover"]],
  ["primary-tint-foreground", ["primary-tint"]],
  ["secondary-foreground", ["secondary"]],
  ["accent-foreground", ["accent"]],
  ["destructive-foreground", ["destructive", "destructive-hover"]],
  ["sidebar-foreground", ["sidebar"]],
  ["sidebar-accent-foreground", ["sidebar-accent", "sidebar"]],
  ...kinds.map((kind): [string, string[]] => [kind, ["background", "card", "popover", "row-hover", "accent"]]),
];

/** [edge or mark, grounds], at 3:1: what a control or a bar is recognised by. */
const marks: [string, string[]][] = [
  ["input", ["background", "card", "popover"]],
  ["ring", ["background", "card", "popover", "sidebar"]],
  ["primary", ["background", "card", "popover"]],
  ...["chart-1", "chart-2", "chart-3", "chart-4", "chart-5"].map((bar): [string, string[]] => [bar, ["card"]]),
];

describe.each([
  ["light", tokensAfter(":root {")],
  ["dark", tokensAfter(".dark {")],
])("%s theme", (_name, theme) => {
  test.each(texts.flatMap(([text, on]) => on.map((ground) => [text, ground] as const)))(
    "%s on %s is readable",
    (text, ground) => {
      expect(contrast(theme, text, ground)).toBeGreaterThanOrEqual(4.5);
    },
  );

  test.each(marks.flatMap(([mark, on]) => on.map((ground) => [mark, ground] as const)))(
    "%s on %s is visible",
    (mark, ground) => {
      expect(contrast(theme, mark, ground)).toBeGreaterThanOrEqual(3);
    },
  );
});

test("black on white is 21:1", () => {
  const theme = { black: { l: 0, c: 0, h: 0 }, white: { l: 1, c: 0, h: 0 } };
  expect(contrast(theme, "black", "white")).toBeCloseTo(21, 1);
});

test("both themes define the same tokens", () => {
  const light = Object.keys(tokensAfter(":root {")).sort();
  expect(light.length).toBeGreaterThan(40);
  expect(Object.keys(tokensAfter(".dark {")).sort()).toEqual(light);
});
