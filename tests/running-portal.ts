import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";

/** A portal in a process of its own, with an instance folder that goes when it stops. */
export type RunningPortal = {
  port: number;
  httpUrl: string;
  httpsUrl: string;
  instanceDir: string;
  process: ChildProcess;
  /** Everything it printed so far. */
  output(): string;
  /** Ends it as an operator does; gives its exit code. */
  stop(): Promise<number | null>;
  /** Ends it and keeps its folder, for another process to go on with. */
  pause(): Promise<number | null>;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
};

const root = process.cwd();

export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}

/** Settings of the portal under test; everything else of this process's environment that it would read is dropped. */
export type PortalEnvironment = Record<string, string>;

/** Starts the built server and waits until it answers. `instanceDir` keeps the data over several runs. */
export async function startPortal(
  environment: PortalEnvironment = {},
  options: { port?: number; instanceDir?: string } = {},
): Promise<RunningPortal> {
  const port = options.port ?? (await freePort());
  const instanceDir = options.instanceDir ?? mkdtempSync(path.join(os.tmpdir(), "winauthmon-"));
  const child = spawn(process.execPath, ["dist/server.js"], {
    cwd: root,
    env: {
      PATH: process.env.PATH ?? "",
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      HOST: "127.0.0.1",
      PORT: String(port),
      INSTANCE_DIR: instanceDir,
      CONFIG_FILE: os.devNull,
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const printed: string[] = [];
  child.stdout?.on("data", (chunk: Buffer) => printed.push(chunk.toString("utf8")));
  child.stderr?.on("data", (chunk: Buffer) => printed.push(chunk.toString("utf8")));
  const output = (): string => printed.join("");
  const ended = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));

  await untilReady(`http://127.0.0.1:${port}/api/health`, child, output);
  const removeFolder = (): void => {
    if (!options.instanceDir) rmSync(instanceDir, { recursive: true, force: true });
  };
  return {
    port,
    httpUrl: `http://localhost:${port}`,
    httpsUrl: `https://localhost:${port}`,
    instanceDir,
    process: child,
    output,
    pause() {
      child.kill("SIGTERM");
      return ended;
    },
    async stop() {
      child.kill("SIGTERM");
      const code = await ended;
      removeFolder();
      return code;
    },
    async kill() {
      child.kill("SIGKILL");
      await ended;
      removeFolder();
    },
  };
}

async function untilReady(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`The portal ended at once:\n${output()}`);
    const ready = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`The portal did not answer within a minute:\n${output()}`);
}
