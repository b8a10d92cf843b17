import { type AgentConfig, configIni } from "./config-ini";
import { installScript } from "./install-script";
import { readMe } from "./read-me";
import { type ZipEntry, zipFile } from "./zip";

export const programName = "winagentUSM.exe";

type AgentPackage = {
  config: AgentConfig;
  company: string;
  site: string;
  /** The agent program; null where the operator has put none there. */
  program: AsyncIterable<Uint8Array> | null;
  at: Date;
};

/** `<Company>_agent.zip`: letters and digits of any script, everything else as one `_`. */
export function packageFileName(company: string): string {
  const name = company
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, "_")
    .replace(/^_+|_+$/g, "");
  const cut = [...name].slice(0, 60).join("");
  return `${cut === "" ? "company" : cut}_agent.zip`;
}

/** The files of the original's package under the names it gave them (2-original g). */
export function agentPackage(given: AgentPackage): AsyncGenerator<Uint8Array, void> {
  const { config, company, site, program } = given;
  const entries: ZipEntry[] = [
    { name: "README.txt", content: readMe({ config, company, site, hasProgram: program !== null }) },
    { name: "config.ini", content: configIni(config) },
    { name: "install_service.bat", content: installScript },
  ];
  if (program) entries.push({ name: programName, content: program });
  return zipFile(entries, given.at);
}
