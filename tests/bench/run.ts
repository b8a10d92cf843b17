// `npm run bench [name …]`: prints one table and writes it as JSON. Figures mean something beside their control only.
import { mkdirSync, writeFileSync } from "node:fs";
import { benchExport } from "./export";
import { benchGrowth } from "./growth";
import { benchIngest } from "./ingest";
import { benchLive } from "./live";
import { benchNextDoor } from "./next-door";
import { benchSignIn } from "./sign-in";
import { benchStart } from "./start";
import { type BenchRow, printTable } from "./table";

const benches: Record<string, () => Promise<BenchRow[]>> = {
  "ingest-sqlite": () => benchIngest("sqlite"),
  "ingest-postgresql": () => benchIngest("postgresql"),
  "ingest-mariadb": () => benchIngest("mysql"),
  "next-door": benchNextDoor,
  "growth-sqlite": () => benchGrowth("sqlite"),
  "growth-postgresql": () => benchGrowth("postgresql"),
  live: benchLive,
  export: benchExport,
  start: benchStart,
  "sign-in": benchSignIn,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !benches[name]);
if (unknown.length > 0) {
  console.error(`No bench called ${unknown.join(", ")}; there are ${Object.keys(benches).join(", ")}`);
  process.exit(2);
}

const rows: BenchRow[] = [];
for (const [name, bench] of Object.entries(benches)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.error(`${name} …`);
  rows.push(...(await bench()));
}
console.log(printTable(rows));
mkdirSync("tests/bench/results", { recursive: true });
writeFileSync("tests/bench/results/latest.json", `${JSON.stringify(rows, null, 2)}\n`);
