import type { Settings } from "./schema";

/** What holds until an administrator saves something else: the same values as the columns' defaults. */
export const defaultSettings: Settings = Object.freeze({
  allowRegistration: false,
  restrictEmailDomains: false,
  mfaPolicy: "optional",
  passwordMinLength: 12,
  passwordRequireNumbersCase: false,
  passwordRequireSpecial: false,
  passwordSpecialCharacters: "!@#$%^&*()_+-=[]{}|;:,.<>?",
  sessionIdleMinutes: 60,
  sessionHours: 12,
  rememberDays: 30,
  logLevel: "WARNING",
  timeZone: "UTC",
  publicUrl: null,
  rateLimitsEnabled: null,
  loginLimit: null,
  loginPeriodSeconds: null,
  registerLimit: null,
  registerPeriodSeconds: null,
  apiLimit: null,
  apiPeriodSeconds: null,
});
