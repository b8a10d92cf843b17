import { readSettings } from "@/lib/settings/store";
import { getRuntime } from "../runtime";
import { requireViewer } from "../viewer";
import { readFirstKey } from "./first-start";

type FirstSteps = {
  /** The key of the first start while it may still be shown, and only to a GlobalAdmin; else null. */
  firstKey: string | null;
  /** The base of this portal's address; null while nobody has set it. */
  publicUrl: string | null;
};

/** What the first-steps page needs beyond the portal (5-access, first start). */
export async function readFirstSteps(): Promise<FirstSteps> {
  const viewer = await requireViewer();
  const { config, db, secret } = await getRuntime();
  const mayShow = viewer.globalRole === "GlobalAdmin";
  const [firstKey, settings] = await Promise.all([
    mayShow ? readFirstKey(db, secret, new Date()) : null,
    readSettings(db),
  ]);
  return { firstKey, publicUrl: config.publicUrl ?? settings.publicUrl };
}
