// `npm start`: makes everything ready, then serves. `--dev`: Next's development server over plain HTTP.
// `--build-only`: makes everything ready and ends.
import { fileURLToPath, pathToFileURL } from "node:url";
import { prepare } from "./prepare.mjs";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
const args = process.argv.slice(2);
const unknown = args.find((arg) => arg !== "--dev" && arg !== "--build-only");
if (unknown !== undefined) {
  console.error(`${unknown} is not understood; there are --dev and --build-only. Settings come from the environment.`);
  process.exit(1);
}
const isDev = args.includes("--dev");

await prepare({ build: !isDev });
if (!args.includes("--build-only")) {
  process.env.NODE_ENV = isDev ? "development" : "production";
  let server = "dist/server.js";
  if (isDev) {
    const { bundle } = await import("./prepare/bundle.mjs");
    server = "dist/dev-server.js";
    await bundle("server.ts", server);
  }
  // In this very process: a signal reaches the server itself, and its exit code is this one's.
  await import(pathToFileURL(server).href);
}
