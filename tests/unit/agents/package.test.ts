import fc from "fast-check";
import { strFromU8, unzipSync } from "fflate";
import { agentPackage, packageFileName } from "@/lib/agents/package/agent-package";
import { type AgentConfig, agentTimeZone, configIni } from "@/lib/agents/package/config-ini";
import { installScript } from "@/lib/agents/package/install-script";
import { readMe } from "@/lib/agents/package/read-me";
import { type PackageValues, packageDefaults, packageForm } from "@/lib/agents/schema";
import { readAsGo, readAsPython } from "./configparser";

const key = "ab12".repeat(16);
const at = new Date("2026-05-04T10:20:30Z");

const typed = {
  siteId: "7",
  label: "Reception",
  serverUrl: "https://winauthmon.example.com:8000",
  installDir: packageDefaults.installDir,
  healthCheckInterval: "30",
  obtainPublicIp: "on",
  publicIpUrls: packageDefaults.publicIpUrls,
  sessionLogMb: "5",
  errorLogMb: "5",
  eventLogMb: "5",
};

const configOf = (values: PackageValues, timeZone = "Europe/London"): AgentConfig => ({
  ...values,
  apiKey: key,
  timeZone,
});
const configFrom = (change: Record<string, string> = {}): AgentConfig => {
  const { siteId: _, label: __, lastDay: ___, ...values } = packageForm.parse({ ...typed, ...change });
  return configOf(values);
};

const valuesOf = (config: AgentConfig) => ({
  API: {
    api_key: key,
    server_url: config.serverUrl,
    debug_logs: String(config.debugLogs),
    timezone: agentTimeZone(config.timeZone),
    install_dir: config.installDir,
    health_check_interval: String(config.healthCheckInterval),
    health_check_path: "/api/health",
    obtain_public_ip: String(config.obtainPublicIp),
    public_ip_http_urls: config.publicIpUrls,
  },
  Logging: {
    session_log_rotation_size_mb: String(config.sessionLogMb),
    error_log_rotation_size_mb: String(config.errorLogMb),
    event_log_rotation_size_mb: String(config.eventLogMb),
  },
});

async function unpacked(pieces: AsyncIterable<Uint8Array>): Promise<Record<string, Uint8Array>> {
  const parts: Uint8Array[] = [];
  for await (const piece of pieces) parts.push(piece);
  return unzipSync(Buffer.concat(parts));
}

test("the ini has the original's sections and keys, in its order, with its defaults", () => {
  const text = configIni(configFrom());
  expect(text.split("\r\n")).toEqual([
    "[API]",
    `api_key = ${key}`,
    "server_url = https://winauthmon.example.com:8000",
    "debug_logs = false",
    "timezone = Europe/London",
    "install_dir = C:\\ProgramData\\UserSessionMon",
    "health_check_interval = 30",
    "health_check_path = /api/health",
    "obtain_public_ip = true",
    "public_ip_http_urls = https://ifconfig.me/ip,https://ipv4.icanhazip.com",
    "",
    "[Logging]",
    "session_log_rotation_size_mb = 5",
    "error_log_rotation_size_mb = 5",
    "event_log_rotation_size_mb = 5",
    "",
  ]);
});

test("zones whose short names the wire cannot read are written as UTC", () => {
  for (const zone of ["UTC", "Europe/London"]) expect(agentTimeZone(zone)).toBe(zone);
  for (const zone of ["America/New_York", "Europe/Berlin", "Asia/Kolkata"]) expect(agentTimeZone(zone)).toBe("UTC");
});

test.each([
  ["serverUrl", "", "address such as"],
  ["serverUrl", "ftp://a.example", "address such as"],
  ["serverUrl", "https://a.example/path", "without a path"],
  ["serverUrl", "https://a.example/?x", "without a path"],
  ["serverUrl", "https://a.example/?", "without a path"],
  ["serverUrl", "https://u:p@a.example", "without a path"],
  ["serverUrl", "https://a.example\nevil = 1", "address such as"],
  ["serverUrl", "https://a%62.exa$mple", "address such as"],
  ["installDir", "UserSessionMon", "folder on a drive"],
  ["installDir", "C:\\", "folder on a drive"],
  ["installDir", "\\\\server\\share", "folder on a drive"],
  ["installDir", "C:\\a\\..\\b", "folder on a drive"],
  ["installDir", "C:\\a\\.", "folder on a drive"],
  ["installDir", "C:\\a&calc", "folder on a drive"],
  ["installDir", "C:\\%TEMP%", "folder on a drive"],
  ["installDir", "C:\\a\nb", "folder on a drive"],
  ["installDir", "C:\\a;b", "folder on a drive"],
  ["installDir", "C:\\con\\x", "folder on a drive"],
  ["installDir", "C:\\nul.txt", "folder on a drive"],
  ["installDir", "C:\\Ünder", "folder on a drive"],
  ["installDir", `C:\\${"a".repeat(200)}`, "at most 200"],
  ["healthCheckInterval", "9", "from 10 to 3600"],
  ["healthCheckInterval", "3601", "from 10 to 3600"],
  ["healthCheckInterval", "1e2", "from 10 to 3600"],
  ["sessionLogMb", "101", "from 0 to 100"],
  ["errorLogMb", "-1", "from 0 to 100"],
  ["eventLogMb", "", "from 0 to 100"],
  ["publicIpUrls", "", "at least one"],
  ["publicIpUrls", "https://a.example, https://b.example", "no spaces"],
  ["publicIpUrls", "https://a.example/%41", "no spaces"],
  ["publicIpUrls", "https://a.example/x;y", "no spaces"],
  ["publicIpUrls", "javascript:alert(1)", "no spaces"],
  ["publicIpUrls", Array.from({ length: 11 }, () => "http://a.example").join(","), "up to 10"],
  ["lastDay", "2026-02-30", "a date"],
  ["label", "a\u202eb", "invisible"],
])("%s %j is refused in words that name the rule", (field, value, words) => {
  const answer = packageForm.safeParse({ ...typed, [field]: value });
  const issue = answer.error?.issues.find((entry) => entry.path[0] === field);
  expect(issue?.message).toContain(words);
});

test("limits, ticks and an empty folder are understood", () => {
  expect(configFrom({ healthCheckInterval: "10", sessionLogMb: "0", eventLogMb: "100", installDir: "" })).toMatchObject(
    {
      healthCheckInterval: 10,
      sessionLogMb: 0,
      eventLogMb: 100,
      installDir: packageDefaults.installDir,
      debugLogs: false,
    },
  );
  expect(configFrom({ installDir: "D:\\Program Files (x86)\\Agent\\", debugLogs: "on" })).toMatchObject({
    installDir: "D:\\Program Files (x86)\\Agent",
    debugLogs: true,
  });
  const { obtainPublicIp: _, ...unticked } = typed;
  expect(packageForm.parse({ ...unticked, publicIpUrls: "" })).toMatchObject({ obtainPublicIp: false });
});

/** Characters that mean something to an ini reader or to cmd, among ordinary ones. */
const nasty = fc.string({
  unit: fc.constantFrom(..."aZ09 .-_()\\/:,;#%&|<>^!\"'`*?=[]{}$@~\r\n\té€\u202e%(x)s".split("")),
  maxLength: 24,
});
const around = (before: string, after = "") => nasty.map((middle) => `${before}${middle}${after}`);
const form = fc.record({
  serverUrl: fc.oneof(around("https://"), around("http://a"), fc.webUrl({ validSchemes: ["http", "https"] })),
  installDir: fc.oneof(around("C:\\"), around("D:\\Program Files\\", "x"), around("C:\\a")),
  publicIpUrls: fc.oneof(around("https://a.example/"), around("http://a.example,http://b"), fc.webUrl()),
  healthCheckInterval: fc.integer({ min: 10, max: 3600 }).map(String),
  sessionLogMb: fc.integer({ min: 0, max: 100 }).map(String),
});

test("whatever the form takes, both readers find exactly the values that were taken", () => {
  let taken = 0;
  fc.assert(
    fc.property(form, (change) => {
      const fitting: Record<string, string> = { ...typed };
      for (const [field, value] of Object.entries(change)) {
        if (packageForm.safeParse({ ...typed, [field]: value }).success) {
          fitting[field] = value;
          taken++;
        }
      }
      const config = configFrom(fitting);
      const text = configIni(config);
      expect(readAsPython(text)).toEqual(valuesOf(config));
      expect(readAsGo(text)).toEqual(valuesOf(config));
      expect(text).toMatch(/^[\r\n\x20-\x7e]*$/);
    }),
    { numRuns: 2_000 },
  );
  expect(taken).toBeGreaterThan(1_000);
});

test("a value that got round the form's rules makes no file", () => {
  for (const installDir of ["C:\\a\r\nevil = 1", "C:\\a\\", "C:\\100%", 'C:\\"a"', "C:\\a ; b", " C:\\a"]) {
    expect(() => configIni({ ...configFrom(), installDir })).toThrow("install_dir does not fit");
  }
});

test("the batch file is the same for everybody, in lines that cmd reads", () => {
  expect(installScript).toMatch(/^[\r\n\x20-\x7e]*$/);
  expect(installScript.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  expect(installScript).toContain('"%~dp0winagentUSM.exe" -service install -config "%~dp0config.ini"');
  expect(installScript).toContain("sc query UserSessionMonService");
  // No block: a folder called "a (1)" would close it. The folder stands in quotes alone.
  expect(installScript.replace(/"[^"]*"/g, "")).not.toMatch(/%|^\s*(if|for)\b.*\(\s*$/m);
  const jumps = [...installScript.matchAll(/goto (\w+)/g)].map((match) => match[1]);
  for (const label of jumps) expect(installScript).toContain(`\r\n:${label}\r\n`);
});

test("names of any kind are harmless: in the read-me they stay on their line, elsewhere they are not", async () => {
  const name = fc.oneof(nasty, fc.string({ unit: "binary", maxLength: 40 }), fc.constant("A & B %PATH%"));
  await fc.assert(
    fc.asyncProperty(name, name, async (company, site) => {
      const files = await unpacked(agentPackage({ config: configFrom(), company, site, program: null, at }));
      expect(Object.keys(files)).toEqual(["README.txt", "config.ini", "install_service.bat"]);
      expect(strFromU8(files["install_service.bat"] ?? new Uint8Array())).toBe(installScript);
      expect(strFromU8(files["config.ini"] ?? new Uint8Array())).toBe(configIni(configFrom()));
      const lines = strFromU8(files["README.txt"] ?? new Uint8Array()).split("\r\n");
      expect(lines).toHaveLength(
        readMe({ config: configFrom(), company: "x", site: "y", hasProgram: false }).split("\r\n").length,
      );
      expect(lines.join("")).not.toMatch(/[\r\n]/);
      expect(packageFileName(company)).toMatch(/^[\p{L}\p{N}\p{M}_]+_agent\.zip$/u);
    }),
    { numRuns: 100 },
  );
  const { "README.txt": text = new Uint8Array() } = await unpacked(
    agentPackage({ config: configFrom(), company: "A & B %PATH%", site: "Büro Süd", program: null, at }),
  );
  // fflate's reader drops the byte-order mark.
  const words = Buffer.from(text).toString("utf8");
  expect(words).toMatch(/^\ufeffWINAUTHMON AGENT\r\n/);
  expect(words).toContain("Company:            A & B %PATH%\r\n");
  expect(words).toContain("Site:               Büro Süd\r\n");
  expect(words).not.toContain(key);
  expect(words).toContain("came without the agent program");
});

test("the file is called for its company", () => {
  expect(packageFileName("Acme & Söhne")).toBe("Acme_Söhne_agent.zip");
  expect(packageFileName("A & B %PATH%")).toBe("A_B_PATH_agent.zip");
  expect(packageFileName("../../etc")).toBe("etc_agent.zip");
  expect(packageFileName("&&&")).toBe("company_agent.zip");
});

test("a program of many pieces goes through whole, one piece at a time, and is let go when nobody reads on", async () => {
  const piece = Buffer.alloc(64 * 1024, 7);
  let given = 0;
  let ended = false;
  async function* program() {
    try {
      for (let n = 0; n < 40; n++) {
        given++;
        yield piece;
      }
    } finally {
      ended = true;
    }
  }
  const files = await unpacked(agentPackage({ config: configFrom(), company: "c", site: "s", program: program(), at }));
  expect(files["winagentUSM.exe"]?.length).toBe(40 * piece.length);
  expect(strFromU8(files["README.txt"] ?? new Uint8Array())).not.toContain("without the agent program");

  given = 0;
  ended = false;
  const pieces = agentPackage({ config: configFrom(), company: "c", site: "s", program: program(), at });
  while (given < 3) await pieces.next();
  await pieces.return();
  expect([given, ended]).toEqual([3, true]);
});
