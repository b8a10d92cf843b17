// TypeScript entries become one module that Node runs; packages stay where they are installed.
import { readFileSync, renameSync } from "node:fs";
import { dirname } from "node:path";

/** The folder of a source file stays what the file says it is, though its code moves into the bundle. */
const keepFolders = {
  name: "keep-folders",
  setup(build) {
    build.onLoad({ filter: /\.tsx?$/ }, ({ path }) => {
      const text = readFileSync(path, "utf8");
      if (!/\b__dirname\b/.test(text)) return undefined;
      const contents = `const __dirname = ${JSON.stringify(dirname(path))}; ${text}`;
      return { contents, loader: path.endsWith("x") ? "tsx" : "ts" };
    });
  },
};

export async function bundle(entry, outfile) {
  const { build } = await import("esbuild");
  const draft = `${outfile}.${process.pid}`;
  await build({
    entryPoints: [entry],
    outfile: draft,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    plugins: [keepFolders],
    logLevel: "warning",
  });
  renameSync(draft, outfile);
}
