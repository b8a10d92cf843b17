import { readFileSync } from "node:fs";
import { listKeyNames } from "@/lib/config/keys";
import { parseConfig } from "@/lib/config/parse-config";

const example = readFileSync("config.example.ini", "utf8");

test("the example names every key, and its values are the defaults", () => {
  const uncommented = example.replaceAll(/^;([A-Z_]+ =)/gm, "$1");
  const { config, problems, warnings } = parseConfig({ env: {}, ini: uncommented });
  expect([...problems, ...warnings]).toEqual([]);
  expect(config).toEqual(parseConfig({ env: {}, ini: null }).config);
  for (const key of listKeyNames()) expect(example).toMatch(new RegExp(`^;${key} =`, "m"));
});

test("the example as it stands changes nothing", () => {
  expect(parseConfig({ env: {}, ini: example })).toEqual(parseConfig({ env: {}, ini: null }));
});
