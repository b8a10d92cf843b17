/**
 * Everything that follows from `schema.prisma`:
 *
 *   node prisma/generate.mjs              the four clients in prisma/generated/<engine>/ (nothing to do: nothing done)
 *   node prisma/generate.mjs --sql NAME   a migration NAME for each engine: what the schema says now and the
 *                                         last migration did not; the first one creates everything
 *                                         (--at YYYYMMDDhhmmss instead of now)
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { deriveSchema, engines } from "./generator/derive-schema.mjs";
import { parseSchema } from "./generator/parse-schema.mjs";
import { writeMigration } from "./generator/write-migration.mjs";

const folder = dirname(fileURLToPath(import.meta.url));
const generated = join(folder, "generated");
const prismaPackage = join(folder, "..", "node_modules", "prisma");

const read = (...path) => readFileSync(join(folder, ...path), "utf8");

async function generateClients() {
  const stamp = createHash("sha256")
    .update(read("schema.prisma"))
    .update(read("generate.mjs"))
    .update(read("generator", "derive-schema.mjs"))
    .update(JSON.parse(readFileSync(join(prismaPackage, "package.json"), "utf8")).version)
    .digest("hex");
  const stampFile = join(generated, "stamp");
  const present = engines.every((engine) => existsSync(join(generated, engine, "client.ts")));
  if (present && existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return;

  console.log("Generating the database clients …");
  rmSync(stampFile, { force: true });
  mkdirSync(join(generated, "schemas"), { recursive: true });
  await Promise.all(engines.map(generateClient));
  writeFileSync(stampFile, stamp);
}

/** Each in a process of its own: Prisma's generator holds the thread, so they would only queue up in one. */
function generateClient(engine) {
  const schema = join(generated, "schemas", `${engine}.prisma`);
  writeFileSync(schema, deriveSchema(read("schema.prisma"), engine));
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [join(prismaPackage, "build", "index.js"), "generate", "--no-hints", "--schema", schema],
      {
        // Generating asks for the schema engine's binary, which would be a download, and never runs it.
        env: {
          ...process.env,
          PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
          CHECKPOINT_DISABLE: "1",
          PRISMA_HIDE_UPDATE_MESSAGE: "1",
        },
      },
    );
    let output = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => (output += chunk));
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`Prisma could not generate the ${engine} client:\n${output}`));
    });
  });
}

/**
 * `migrations/schema.prisma` is the schema as the last migration left it; the difference to the
 * schema of today is the new migration.
 */
function writeMigrations(name, at) {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error("A migration's name is lower-case letters, digits and _");
  const snapshot = join(folder, "migrations", "schema.prisma");
  const before = existsSync(snapshot) ? parseSchema(readFileSync(snapshot, "utf8")) : [];
  const after = parseSchema(read("schema.prisma"));
  const texts = engines.map((engine) => [engine, writeMigration(before, after, engine)]);
  if (texts.every(([, text]) => text === "")) {
    console.log("The migrations already say what the schema says.");
    return;
  }
  for (const [engine, text] of texts) {
    const target = join(folder, "migrations", engine, `${at}_${name}`);
    mkdirSync(target, { recursive: true });
    writeFileSync(join(target, "migration.sql"), text);
    writeFileSync(join(folder, "migrations", engine, "migration_lock.toml"), lockFile(engine));
    console.log(`prisma/migrations/${engine}/${at}_${name}/migration.sql`);
  }
  copyFileSync(join(folder, "schema.prisma"), snapshot);
}

function lockFile(engine) {
  return `# Prisma reads here which engine these migrations are for.\nprovider = "${engine}"\n`;
}

const { values } = parseArgs({ options: { sql: { type: "string" }, at: { type: "string" } } });
if (values.sql === undefined) await generateClients();
else writeMigrations(values.sql, values.at ?? new Date().toISOString().replace(/\D/g, "").slice(0, 14));
