// Makes this folder ready: dependencies, database clients and, where asked, the built pages and server.
// What is already there is not made again. Until the dependencies are there, only Node itself may be used.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { install, needsInstall } from "./prepare/install.mjs";
import { withLock } from "./prepare/lock.mjs";
import { hashOf, hasStamp, removeStamp, writeStamp } from "./prepare/stamps.mjs";

const generated = {
  stampFile: "prisma/generated/.made",
  sources: ["prisma/schema.prisma", "prisma/generate.mjs", "prisma/generator", "package-lock.json"],
  clients: ["sqlite", "postgresql", "mysql", "sqlserver"].map((engine) => `prisma/generated/${engine}/client.ts`),
};

const built = {
  stampFile: ".next/.made",
  server: "dist/server.js",
  sources: [
    ...["app", "components", "lib", "public", "server.ts", "middleware.ts", "instrumentation.ts"],
    ...["next.config.ts", "postcss.config.mjs", "package.json", "package-lock.json", "prisma/schema.prisma"],
    "scripts/prepare",
  ],
};

const generateStamp = () => hashOf(generated.sources);
const buildStamp = () => hashOf(built.sources);

const needsGenerate = () =>
  !hasStamp(generated.stampFile, generateStamp()) || !generated.clients.every((client) => existsSync(client));
// Next completes tsconfig.json by itself while it builds, so that file is looked at after the build.
const needsBuild = () =>
  !existsSync(built.server) || !hasStamp(built.stampFile, `${buildStamp()} ${hashOf(["tsconfig.json"])}`);

function generate() {
  const { status } = spawnSync(process.execPath, ["prisma/generate.mjs"], { stdio: "inherit" });
  if (status !== 0) throw new Error("The database clients could not be generated; the words above say why.");
  writeStamp(generated.stampFile, generateStamp());
}

async function build() {
  console.log("Building the pages and the server; this takes about a minute …");
  const stamp = buildStamp();
  removeStamp(built.stampFile);
  const { bundle } = await import("./prepare/bundle.mjs");
  const { status, stdout, stderr } = spawnSync(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, NODE_ENV: "production" },
  });
  if (status !== 0) {
    process.stderr.write(`${stdout ?? ""}${stderr ?? ""}\n`);
    throw new Error("The build failed; the words above say why. Nothing was started.");
  }
  await bundle("server.ts", built.server);
  writeStamp(built.stampFile, `${stamp} ${hashOf(["tsconfig.json"])}`);
}

/** Older Node cannot load what is installed, and would say so in words nobody understands. */
function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Node ${process.versions.node} is too old for this; install Node 20.19 or newer.`);
  process.exit(1);
}

/** `build`: also the pages and the server. Ends the process with 1 and a readable line when it cannot. */
export async function prepare(options = {}) {
  requireNode();
  process.env.NEXT_TELEMETRY_DISABLED = "1";
  const isReady = () => !needsInstall() && !needsGenerate() && !(options.build && needsBuild());
  try {
    if (isReady()) return;
    await withLock(".stamps/lock", async () => {
      if (needsInstall()) install();
      if (needsGenerate()) generate();
      if (options.build && needsBuild()) await build();
    });
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
