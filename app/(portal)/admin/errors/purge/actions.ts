"use server";

import { adminAction } from "@/lib/portal/action";
import { purgeErrorLog } from "@/lib/portal/installation/errors";

export const purgeTheLog = adminAction({
  may: "errors.purge",
  ...purgeErrorLog,
  keep: ["what", "days"],
  refresh: ["/admin/errors"],
});
