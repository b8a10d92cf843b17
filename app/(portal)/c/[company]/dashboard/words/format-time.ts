import { formatInstant } from "@/lib/time";

/** `YYYY-MM-DD HH:MM:SS` in a zone: the page names its zone once, not in each row. */
export function formatDateTime(instant: Date, zone: string): string {
  return formatInstant(instant, zone).slice(0, 19);
}

/** `YYYY-MM-DD HH:MM:SS UTC`, shown on hover. */
export function formatUtc(instant: Date): string {
  return formatInstant(instant, "UTC");
}

/** `Europe/London (UTC+01:00)`: the zone and its difference at that instant. */
export function zoneTitle(zone: string, instant: Date): string {
  const part = new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeZoneName: "longOffset" })
    .formatToParts(instant)
    .find((entry) => entry.type === "timeZoneName");
  const offset = (part?.value ?? "GMT").replace("GMT", "UTC");
  return zone === "UTC" ? zone : `${zone.replaceAll("_", " ")} (${offset})`;
}
