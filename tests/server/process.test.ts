import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, startPortal } from "../running-portal";

/** The built server, as `npm start` and the container run it. */
function run(environment: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const folder = mkdtempSync(join(tmpdir(), "portal-"));
  writeFileSync(join(folder, "config.ini"), environment.CONFIG_TEXT ?? "");
  const child = spawn(process.execPath, ["dist/server.js"], {
    env: {
      PATH: process.env.PATH ?? "",
      NODE_ENV: "production",
      INSTANCE_DIR: join(folder, "instance"),
      CONFIG_FILE: join(folder, "config.ini"),
      ...environment,
    },
  });
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += String(chunk);
  });
  child.stderr.on("data", (chunk) => {
    output += String(chunk);
  });
  return new Promise((resolve) => {
    child.once("close", (code) => {
      rmSync(folder, { recursive: true });
      resolve({ code, output });
    });
  });
}

test("wrong settings end the start with 1 and one line each, and show no secret", async () => {
  const { code, output } = await run({ PORT: "abc", SECRET_KEY: "hush", CONFIG_TEXT: "[server]\nPROT = 1\n" });
  expect(code).toBe(1);
  expect(output.trim().split("\n")).toEqual([
    "The portal cannot start; its configuration is wrong:",
    "config.ini [server] PROT (line 2): unknown key",
    "SECRET_KEY: its value (not shown) is shorter than 32 characters",
    'PORT: "abc" is not a whole number from 1 to 65535',
  ]);
});

test("a port that is taken ends the start with 1 and says so", async () => {
  const port = await freePort();
  const other = createServer().listen(port, "127.0.0.1");
  try {
    const { code, output } = await run({ PORT: String(port), HOST: "127.0.0.1" });
    expect(code).toBe(1);
    expect(output).toContain(`127.0.0.1:${port} is taken by another program`);
    // The first start has happened all the same; nobody could sign in later without it.
    expect(output).toContain("first-start.txt");
  } finally {
    other.close();
  }
});

test("the server tells where it is in lines of JSON, keeps its folder closed and ends with 0 on SIGTERM", async () => {
  const portal = await startPortal();
  expect(statSync(portal.instanceDir).mode & 0o777).toBe(0o700);
  expect(statSync(join(portal.instanceDir, "self-signed.pem")).mode & 0o777).toBe(0o600);
  expect(await portal.stop()).toBe(0);
  const entries = portal
    .output()
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const words = entries.map((entry) => entry.msg).join("\n");
  expect(words).toContain(`https://127.0.0.1:${portal.port}`);
  expect(words).toContain(join(portal.instanceDir, "winauthmon.db"));
  expect(words).not.toMatch(/[0-9a-f]{64}/);
});
