/** Engines in the spelling of Prisma's providers; also the folder names of migrations and clients. */
export const engines = ["sqlite", "postgresql", "mysql", "sqlserver"];

const textTypes = {
  sqlite: () => "",
  postgresql: (length) => (length === "max" ? "@db.Text" : `@db.VarChar(${length})`),
  mysql: (length) => (length === "max" ? "@db.LongText" : `@db.VarChar(${length})`),
  sqlserver: (length) => (length === "max" ? "@db.NVarChar(Max)" : `@db.NVarChar(${length})`),
};

/**
 * The provider's variant of the one schema. A bare DateTime already means TIMESTAMP(3), DATETIME(3)
 * and DATETIME2, so only text needs a native type.
 *
 * `moduleFormat = "cjs"` concerns the file endings the client asks of its runtime, not the syntax it
 * is written in: the generated TypeScript stays free of `import.meta`, which lets the same files
 * run through Next's bundler, esbuild and jest.
 *
 * @param {string} text the schema
 * @param {string} engine
 */
export function deriveSchema(text, engine) {
  return text
    .replace(
      /generator client \{[\s\S]*?\}/,
      [
        "generator client {",
        '  provider               = "prisma-client"',
        `  output                 = "../${engine}"`,
        '  runtime                = "nodejs"',
        '  moduleFormat           = "cjs"',
        '  generatedFileExtension = "ts"',
        '  importFileExtension    = ""',
        "}",
      ].join("\n"),
    )
    .replace(/(datasource db \{\s*provider = )"\w+"/, `$1"${engine}"`)
    .replace(/^(\s+\w+\s+String\??.*?)\s*\/\/\/ len:(\d+|max)$/gm, (_, field, length) => {
      return `${field} ${textTypes[engine](length)}`.trimEnd();
    });
}
