import { type AgentConfig, agentTimeZone } from "./config-ini";

/** Names were checked when they were saved; an imported one may still hold what would break its line. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Cs}\u2028\u2029]+/gu, " ").trim();

/**
 * README.txt, as an administrator at the computer needs it. With a byte-order mark, so that every Windows editor shows
 * names in their own letters. The key is not in it: this file gets passed around.
 */
export function readMe(given: { config: AgentConfig; company: string; site: string; hasProgram: boolean }): string {
  const { config } = given;
  const lines = [
    "WINAUTHMON AGENT",
    "",
    `Company:            ${oneLine(given.company)}`,
    `Site:               ${oneLine(given.site)}`,
    `Server:             ${config.serverUrl}`,
    `Folder:             ${config.installDir}`,
    `Time zone:          ${agentTimeZone(config.timeZone)}`,
    "",
    "INSTALL",
    ...(given.hasProgram
      ? []
      : [
          "This package came without the agent program. Put winagentUSM.exe beside",
          "install_service.bat before you begin.",
          "",
        ]),
    "1. Unpack the whole ZIP file into a folder of the Windows computer.",
    '2. Right-click install_service.bat and choose "Run as administrator".',
    "3. The computer appears on the page of its site with its first event.",
    "4. Delete the folder and the ZIP file: config.ini holds the API key.",
    "",
    "BY HAND",
    "In a command prompt that was opened as administrator, in the unpacked folder:",
    '  winagentUSM.exe -service install -config "<full path>\\config.ini"',
    "",
    "LATER",
    "  Is it running:    sc query UserSessionMonService",
    "  Start, stop:      sc start UserSessionMonService, sc stop UserSessionMonService",
    "  Remove:           winagentUSM.exe -service uninstall",
    `  Settings:         config.ini in ${config.installDir}`,
    "",
    "A new key: rotate it on the site's page, put the new one into api_key of config.ini and",
    "start the service again before the old one ends.",
    "",
  ];
  return `\ufeff${lines.join("\r\n")}`;
}
