import * as directionRules from "./direction-rules";
import { type HouseRule, plant, readProject } from "./source";
import * as textRules from "./text-rules";

const project = readProject();
const rules: HouseRule[] = [...Object.values(directionRules), ...Object.values(textRules)];

describe.each(rules.map((rule) => [rule.name, rule] as const))("house rule: %s", (_name, rule) => {
  test("holds", () => {
    expect(rule.check(project)).toEqual([]);
  });

  test("is seen to be broken when a fault is planted", () => {
    const known = new Set(rule.check(project));
    const fresh = rule.check(plant(project, rule.fault)).filter((fault) => !known.has(fault));
    expect(fresh).not.toEqual([]);
  });
});
