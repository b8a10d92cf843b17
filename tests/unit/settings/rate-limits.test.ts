import type { LimitSettings } from "@/lib/limits/rate-limit";
import { defaultSettings } from "@/lib/settings/defaults";
import { effectiveLimits } from "@/lib/settings/rate-limits";

const limits: LimitSettings = {
  enabled: true,
  loginLimit: 10,
  loginPeriodSeconds: 60,
  registerLimit: 5,
  registerPeriodSeconds: 300,
  apiLimit: 6000,
  apiPeriodSeconds: 60,
};
const saved = { ...defaultSettings, rateLimitsEnabled: false, loginLimit: 20, apiLimit: 0 };

test("nothing saved: as the configuration says", () => {
  expect(effectiveLimits({ limits, given: [] }, defaultSettings)).toEqual(limits);
});

test("what is saved wins over the defaults, also off and 0", () => {
  expect(effectiveLimits({ limits, given: [] }, saved)).toEqual({
    ...limits,
    enabled: false,
    loginLimit: 20,
    apiLimit: 0,
  });
});

test("what the operator wrote down wins over what is saved, field by field", () => {
  expect(effectiveLimits({ limits, given: ["enabled", "apiLimit"] }, saved)).toEqual({ ...limits, loginLimit: 20 });
});
