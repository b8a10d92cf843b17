import { z } from "zod";
import { siteNameSchema } from "@/lib/people/schema";
import { isLocalDate } from "@/lib/time";
import { type OverlapHours, overlaps } from "./key-state";

/** A row's number in a form's field. */
export const idField = z
  .string()
  .max(10)
  .regex(/^[1-9]\d{0,9}$/, "a number")
  .transform(Number)
  .refine((id) => id <= 2_147_483_647, "a number");

export { overlaps };

const label = siteNameSchema;

/** The last day on which a key works, on the company's calendar; "" for no end. */
const lastDay = z
  .string()
  .trim()
  .max(10, "a date")
  .refine((text) => text === "" || (isLocalDate(text) && text >= "2000-01-01"), "a date such as 2030-12-31")
  .transform((text) => (text === "" ? null : text))
  .default(null);

export const newSiteForm = z.object({ companyId: idField, name: siteNameSchema });
export const renameSiteForm = z.object({ siteId: idField, name: siteNameSchema });
export const newKeyForm = z.object({ siteId: idField, label, lastDay });
export const changeKeyForm = z.object({ keyId: idField, label, lastDay });
export const keyForm = z.object({ keyId: idField });
export const deleteKeyForm = z.object({ keyId: idField, confirm: z.string().trim().max(128) });
export const rotateKeyForm = z.object({
  keyId: idField,
  overlapHours: z
    .string()
    .regex(/^\d{1,3}$/, "one of the times offered")
    .transform(Number)
    .refine((hours): hours is OverlapHours => overlaps.some((entry) => entry === hours), "one of the times offered"),
});

/** The original's form of an agent package: its fields, defaults and limits (2-original g). */
export const packageDefaults = {
  installDir: "C:\\ProgramData\\UserSessionMon",
  healthCheckInterval: 30,
  publicIpUrls: "https://ifconfig.me/ip,https://ipv4.icanhazip.com",
  logSizeMb: 5,
} as const;
export const packageLimits = { healthCheckInterval: [10, 3600], logSizeMb: [0, 100], publicIpUrls: 10 } as const;

/** Absent in a posted form means "not ticked". */
const tick = z
  .string()
  .max(8)
  .optional()
  .transform((value) => value === "on");

function wholeNumber([least, most]: readonly [number, number]) {
  const words = `a whole number from ${least} to ${most}`;
  return z
    .string()
    .trim()
    .max(6, words)
    .regex(/^\d+$/, words)
    .transform(Number)
    .refine((value) => value >= least && value <= most, words);
}

/**
 * Values go into an ini file that two readers must understand alike: Python's configparser gives `%` a meaning, the Go
 * reader quotes, `;`, `#`, a closing backslash and blanks at the ends, and neither has an escape the other knows. So
 * nothing that one of them would read differently is let in, and nothing has to be escaped.
 */
const urlRule = "an address such as https://winauthmon.example.com:8000";
const originPattern = /^https?:\/\/(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::\d{1,5})?$/;

const serverUrlSchema = z
  .string()
  .trim()
  .max(255, "at most 255 characters")
  .transform((text, context) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    const plain = url && url.pathname === "/" && url.search === "" && url.hash === "" && url.username === "";
    if (url && plain && url.password === "" && originPattern.test(url.origin) && !/[?#]/.test(text)) return url.origin;
    context.addIssue({ code: "custom", message: `${urlRule}, without a path` });
    return z.NEVER;
  });

const publicIpUrl = /^https?:\/\/[A-Za-z0-9.-]+(?::\d{1,5})?(?:\/[A-Za-z0-9._~/?=&+:@-]*)?$/;

const publicIpUrls = z
  .string()
  .trim()
  .max(1_000, "at most 1000 characters")
  .refine((text) => {
    if (text === "") return true;
    const urls = text.split(",");
    return urls.length <= packageLimits.publicIpUrls && urls.every((url) => publicIpUrl.test(url) && URL.canParse(url));
  }, `up to ${packageLimits.publicIpUrls} addresses that begin with http:// or https://, with commas between and no spaces`);

const device = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
const folderName = /^[A-Za-z0-9_()-](?:[A-Za-z0-9 ._()-]*[A-Za-z0-9_()-])?$/;
const installDirRule = `a folder on a drive such as ${packageDefaults.installDir}, of letters A–Z, digits, blanks and . _ - ( )`;

/** ASCII, because the reader's code page is not known; never a drive itself, which an uninstaller would clear. */
const installDir = z
  .string()
  .trim()
  .max(200, "at most 200 characters")
  .transform((text) => (text === "" ? packageDefaults.installDir : text.replace(/\\$/, "")))
  .refine((text) => {
    const [drive = "", ...folders] = text.split("\\");
    const fits = (folder: string) => folderName.test(folder) && !device.test(folder);
    return /^[A-Za-z]:$/.test(drive) && folders.length > 0 && folders.every(fits);
  }, installDirRule);

const packageFields = z.object({
  siteId: idField,
  serverUrl: serverUrlSchema,
  debugLogs: tick,
  installDir,
  healthCheckInterval: wholeNumber(packageLimits.healthCheckInterval),
  obtainPublicIp: tick,
  publicIpUrls,
  sessionLogMb: wholeNumber(packageLimits.logSizeMb),
  errorLogMb: wholeNumber(packageLimits.logSizeMb),
  eventLogMb: wholeNumber(packageLimits.logSizeMb),
});

const needsUrls = (form: { obtainPublicIp: boolean; publicIpUrls: string }) =>
  !form.obtainPublicIp || form.publicIpUrls !== "";
const urlsMissing = { path: ["publicIpUrls"], message: "at least one address, or untick “Obtain public IP”" };

export const packageForm = packageFields.extend({ label, lastDay }).refine(needsUrls, urlsMissing);

/** The same once more for the file, with the key that was made for it. */
export const packageFileForm = packageFields
  .extend({
    apiKey: z
      .string()
      .max(64)
      .regex(/^[0-9a-f]{64}$/, "the key as it was shown"),
  })
  .refine(needsUrls, urlsMissing);

export type PackageValues = Omit<z.output<typeof packageFields>, "siteId">;
