import { packageDefaults } from "@/lib/agents/schema";
import { readSettings } from "@/lib/settings/store";
import { getRuntime } from "../runtime";
import { requireViewer } from "../viewer";
import { findAgentProgram, programPlace } from "./agent-program";

export type AddComputers = {
  /** The base of this portal's address as configured or confirmed; null while nobody has set it. Never a request's host. */
  publicUrl: string | null;
  /** The agent program, if the operator has put one there. */
  program: { bytes: number; modifiedAt: Date } | null;
  /** Where it belongs, inside the instance folder. */
  programPlace: string;
  defaults: typeof packageDefaults;
};

/** What the page for adding computers needs beyond the portal. */
export async function readAddComputers(): Promise<AddComputers> {
  await requireViewer();
  const { config, db } = await getRuntime();
  const [settings, program] = await Promise.all([readSettings(db), findAgentProgram(config.instanceDir)]);
  return {
    publicUrl: config.publicUrl ?? settings.publicUrl,
    program: program && { bytes: program.bytes, modifiedAt: program.modifiedAt },
    programPlace,
    defaults: packageDefaults,
  };
}
