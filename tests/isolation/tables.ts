import { readFileSync } from "node:fs";
import { join } from "node:path";

const schema = readFileSync(join(__dirname, "..", "..", "prisma", "schema.prisma"), "utf8");
const models = [...schema.matchAll(/^model \w+ \{([\s\S]*?)^\}/gm)].map(([, body = ""]) => body);

const tableOf = (body: string): string => /@@map\("([^"]+)"\)/.exec(body)?.[1] ?? "";

/** Every table, read from the schema, so that a new one is watched without anybody thinking of it. */
export function tablesOfSchema(): string[] {
  return models.map(tableOf);
}

/** The tables whose rows belong to a company. */
export function companyTables(): string[] {
  return models.filter((body) => body.includes('@map("company_id")')).map(tableOf);
}
