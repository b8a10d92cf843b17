import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { hashApiKey } from "@/lib/agents/api-key";
import { findKey } from "@/lib/agents/store";
import { type Desk, performChange } from "@/lib/portal/action-core";
import type { Runtime } from "@/lib/portal/runtime";
import { answerPackage } from "@/lib/portal/sites/package-answer";
import { makePackage } from "@/lib/portal/sites/package-changes";
import { readAsGo, readAsPython } from "../../unit/agents/configparser";
import { describeOnEachEngine } from "../engines";
import { deskAt, formOf } from "../identity/desk";
import { after, refusalOf } from "../identity/world";
import { anyName, makePlace, type Place, sitDown, trailOf } from "./desk";

const wanted = {
  label: "Package",
  serverUrl: "https://winauthmon.example.com:8000/",
  installDir: "D:\\Agents\\USM\\",
  healthCheckInterval: "60",
  obtainPublicIp: "on",
  publicIpUrls: "https://ifconfig.me/ip",
  sessionLogMb: "1",
  errorLogMb: "0",
  eventLogMb: "100",
};

const posted = (fields: Record<string, string>) =>
  new Request("http://localhost/x", {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { "content-length": String(new URLSearchParams(fields).toString().length) },
  });

describeOnEachEngine("agent packages", (open) => {
  let place: Place;
  let company: string;
  let admin: Awaited<ReturnType<typeof sitDown>>;
  let instanceDir: string;

  beforeEach(async () => {
    place = await makePlace(open());
    company = anyName("A & B %PATH%");
    const data = { name: company, nameFolded: company.toLowerCase() };
    await open().unitOfWork((tx) => tx.prisma.company.updateMany({ where: { id: place.companyId }, data }));
    admin = await sitDown(open(), { in: place.companyId });
    instanceDir = mkdtempSync(join(tmpdir(), "winauthmon-test-"));
  });
  afterEach(() => rmSync(instanceDir, { recursive: true, force: true }));

  const prepare = (who: Desk = admin, change: Record<string, string> = {}) =>
    performChange(who, makePackage, formOf({ siteId: String(place.siteId), ...wanted, ...change }));
  const fetchFile = (fields: Record<string, string>, who: Desk = admin, address = String(place.companyId)) => {
    const runtime = { ...who.runtime, config: { instanceDir } as Runtime["config"] };
    return answerPackage({ ...who, runtime }, posted(fields), address);
  };
  const unpacked = async (answer: Response) => unzipSync(new Uint8Array(await answer.arrayBuffer()));
  const text = (bytes: Uint8Array | undefined) => strFromU8(bytes ?? new Uint8Array());
  const keyCount = () => open().prisma.apiKey.count({ where: { companyId: place.companyId } });

  test("one package mints one key, however often its file is fetched, and the key works", async () => {
    const made = await prepare();
    expect(made).toMatchObject({ ...place, label: "Package", serverUrl: "https://winauthmon.example.com:8000" });
    expect((await findKey(open(), hashApiKey(made.key), after(2)))?.siteId).toBe(place.siteId);
    for (let n = 0; n < 2; n++) await unpacked(await fetchFile(made.fields));
    expect(await keyCount()).toBe(1);
    expect(await trailOf(open(), place.companyId, "agent package made")).toMatchObject([
      { targetId: String(made.keyId), actorId: admin.userId },
    ]);
    const fetched = await trailOf(open(), place.companyId, "agent package downloaded");
    expect(fetched).toHaveLength(2);
    expect(JSON.stringify(fetched)).not.toContain(made.key);
  });

  test("without the agent program the file holds the other three, and says so", async () => {
    const made = await prepare();
    const answer = await fetchFile(made.fields);
    expect(answer.headers.get("content-type")).toBe("application/zip");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename="A_B_PATH_[0-9a-f_]+_agent\.zip"/);
    const files = await unpacked(answer);
    expect(Object.keys(files)).toEqual(["README.txt", "config.ini", "install_service.bat"]);
    expect(text(files["README.txt"])).toContain(`Company:            ${company}\r\n`);
    expect(text(files["README.txt"])).toContain("came without the agent program");
    expect(text(files["install_service.bat"])).not.toMatch(/A & B|PATH%|example\.com|Agents/);
    const ini = {
      API: {
        api_key: made.key,
        server_url: "https://winauthmon.example.com:8000",
        debug_logs: "false",
        timezone: "UTC",
        install_dir: "D:\\Agents\\USM",
        health_check_interval: "60",
        health_check_path: "/api/health",
        obtain_public_ip: "true",
        public_ip_http_urls: "https://ifconfig.me/ip",
      },
      Logging: {
        session_log_rotation_size_mb: "1",
        error_log_rotation_size_mb: "0",
        event_log_rotation_size_mb: "100",
      },
    };
    expect(readAsPython(text(files["config.ini"]))).toEqual(ini);
    expect(readAsGo(text(files["config.ini"]))).toEqual(ini);
  });

  test("with the agent program at its place the file holds it, byte for byte", async () => {
    const program = Buffer.concat([Buffer.from("MZ"), Buffer.alloc(700_000, "agent")]);
    mkdirSync(join(instanceDir, "agent"));
    writeFileSync(join(instanceDir, "agent", "winagentUSM.exe"), program);
    const files = await unpacked(await fetchFile((await prepare()).fields));
    expect(Object.keys(files)).toEqual(["README.txt", "config.ini", "install_service.bat", "winagentUSM.exe"]);
    expect(Buffer.from(files["winagentUSM.exe"] ?? []).equals(program)).toBe(true);
    expect(text(files["README.txt"])).not.toContain("without the agent program");
  });

  test.each(["a page that was saved by mistake", ""])(
    "what is no Windows program is not handed out (%j)",
    async (content) => {
      mkdirSync(join(instanceDir, "agent"));
      writeFileSync(join(instanceDir, "agent", "winagentUSM.exe"), content);
      expect(Object.keys(await unpacked(await fetchFile((await prepare()).fields)))).not.toContain("winagentUSM.exe");
    },
  );

  test("the file is there for fifteen minutes and only while the key works", async () => {
    const { fields, keyId } = await prepare();
    const proved = async (minutes: number) => {
      await open().unitOfWork((tx) =>
        tx.prisma.session.updateMany({ where: { userId: admin.userId }, data: { stepUpAt: after(minutes) } }),
      );
      return deskAt(open(), admin.token, { now: after(minutes) });
    };
    await fetchFile(fields, await proved(17));
    expect(await refusalOf(fetchFile(fields, await proved(18)))).toMatchObject({
      code: "not_found",
      message: expect.stringContaining("15 minutes"),
    });
    await open().unitOfWork((tx) => tx.prisma.apiKey.updateMany({ where: { id: keyId }, data: { isActive: false } }));
    expect(await refusalOf(fetchFile(fields, admin))).toMatchObject({ code: "not_found" });
  });

  test("a stale proof of the password is asked for, and mints and hands out nothing", async () => {
    const { fields } = await prepare();
    const late = await deskAt(open(), admin.token, { now: after(9) });
    expect(await refusalOf(fetchFile(fields, late))).toMatchObject({ code: "step_up_required" });
    expect(await refusalOf(prepare(late))).toMatchObject({ code: "step_up_required" });
    expect(await keyCount()).toBe(1);
  });

  test("a member may not; another administrator does not get it; nobody signed in gets nothing", async () => {
    const { fields } = await prepare();
    const member = await sitDown(open(), { in: place.companyId, as: "User" });
    expect(await refusalOf(prepare(member))).toMatchObject({ code: "forbidden" });
    expect(await refusalOf(fetchFile(fields, member))).toMatchObject({ code: "forbidden" });
    const colleague = await sitDown(open(), { in: place.companyId });
    expect(await refusalOf(fetchFile(fields, colleague))).toMatchObject({ code: "not_found" });
    expect(await refusalOf(fetchFile(fields, { ...admin, current: null }))).toMatchObject({ code: "not_signed_in" });
    const denied = await open().prisma.auditLog.count({ where: { actorId: member.userId, outcome: "denied" } });
    expect(denied).toBeGreaterThan(0);
  });

  test("foreign and absent sites and keys answer alike, and an address of another company has no file", async () => {
    const { fields } = await prepare();
    const other = await makePlace(open());
    const stranger = await sitDown(open(), { in: other.companyId });
    const foreign = await refusalOf(prepare(stranger));
    expect(foreign).toMatchObject({ code: "not_found" });
    expect(await refusalOf(prepare(stranger, { siteId: "999999" }))).toEqual(foreign);
    for (const address of [String(other.companyId), "all", "0", "x", "999999"]) {
      expect(await refusalOf(fetchFile(fields, admin, address))).toMatchObject({ code: "not_found" });
    }
    const unknown = await refusalOf(fetchFile({ ...fields, apiKey: "0".repeat(64) }));
    const theirs = await performChange(stranger, makePackage, formOf({ siteId: String(other.siteId), ...wanted }));
    expect(await refusalOf(fetchFile({ ...fields, apiKey: theirs.key }))).toEqual(unknown);
  });

  test("the fields are checked again for the file", async () => {
    const { fields } = await prepare();
    for (const [name, value] of [
      ["installDir", "C:\\a&calc"],
      ["serverUrl", "https://a.example/\r\nx"],
      ["apiKey", "short"],
      ["eventLogMb", "101"],
    ] as const) {
      const refusal = await refusalOf(fetchFile({ ...fields, [name]: value }));
      expect(refusal).toMatchObject({ code: "invalid", fields: { [name]: expect.any(String) } });
    }
    const large = posted({ ...fields, more: "x".repeat(20_000) });
    const runtime = { ...admin.runtime, config: { instanceDir } as Runtime["config"] };
    const answer = answerPackage({ ...admin, runtime }, large, String(place.companyId));
    expect(await refusalOf(answer)).toMatchObject({ code: "invalid" });
  });

  test("a form that breaks rules mints nothing and names them all", async () => {
    const refusal = await refusalOf(prepare(admin, { serverUrl: "", installDir: "x", healthCheckInterval: "5" }));
    expect(Object.keys(refusal.fields ?? {}).sort()).toEqual(["healthCheckInterval", "installDir", "serverUrl"]);
    expect(await keyCount()).toBe(0);
  });
});
