import type { PackageValues } from "../schema";

export type AgentConfig = PackageValues & {
  apiKey: string;
  /** IANA name of the installation's zone. */
  timeZone: string;
};

/** Zones whose short names the agents' wire reads (3-wire): GMT, BST and UTC. */
const readableZones: ReadonlySet<string> = new Set(["UTC", "Etc/UTC", "GMT", "Etc/GMT", "Europe/London"]);

/**
 * The original writes the server's zone. An agent that puts a zone's short name behind its times would write "CET" or
 * "EST" then, which name no one offset and are refused; such an installation's agents write UTC instead.
 */
export function agentTimeZone(zone: string): string {
  return readableZones.has(zone) ? zone : "UTC";
}

/** What neither reader takes for anything but itself: printable ASCII without their marks and their escapes. */
const plainValue = /^[A-Za-z0-9 !&()*+,\-./:<=>?@[\\\]^_{|}~]*$/;

const yesNo = (value: boolean): string => (value ? "true" : "false");

/** The sections and keys of the original's config.ini, in its order (2-original g). Lines end as Windows ends them. */
export function configIni(config: AgentConfig): string {
  const sections: Record<string, Record<string, string | number>> = {
    API: {
      api_key: config.apiKey,
      server_url: config.serverUrl,
      debug_logs: yesNo(config.debugLogs),
      timezone: agentTimeZone(config.timeZone),
      install_dir: config.installDir,
      health_check_interval: config.healthCheckInterval,
      health_check_path: "/api/health",
      obtain_public_ip: yesNo(config.obtainPublicIp),
      public_ip_http_urls: config.publicIpUrls,
    },
    Logging: {
      session_log_rotation_size_mb: config.sessionLogMb,
      error_log_rotation_size_mb: config.errorLogMb,
      event_log_rotation_size_mb: config.eventLogMb,
    },
  };
  const lines = Object.entries(sections).flatMap(([section, values]) => [
    `[${section}]`,
    ...Object.entries(values).map(([name, value]) => lineOf(name, String(value))),
    "",
  ]);
  return lines.join("\r\n");
}

/** The form's rules let nothing through that would not stay on its line; a caller that went round them stops here. */
function lineOf(name: string, value: string): string {
  if (!plainValue.test(value) || value !== value.trim() || value.endsWith("\\")) {
    throw new RangeError(`The value of ${name} does not fit into an ini file.`);
  }
  return `${name} = ${value}`.trimEnd();
}
