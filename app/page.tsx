import { redirect } from "next/navigation";
import { requirePortal } from "@/lib/portal/portal";
import { startPath } from "./(portal)/start-path";

/** The front door: everybody is sent to where their work is. */
export default async function FrontDoor() {
  redirect(await startPath(await requirePortal()));
}
