import { readSettings } from "@/lib/settings/store";
import { getRuntime } from "../../runtime";

/** The base of links that are handed over; null while nobody has set it. A request's own host is none. */
export async function readPublicBase(): Promise<string | null> {
  const { config, db } = await getRuntime();
  return config.publicUrl ?? (await readSettings(db)).publicUrl;
}
