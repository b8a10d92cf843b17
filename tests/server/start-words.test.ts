import { parseConfig } from "@/lib/config";
import { describeAddresses, describeDatabase, wordsOfStartFault } from "@/lib/server/start-words";

const { config } = parseConfig({ env: {}, ini: null, cwd: "/srv" });

test.each([
  ["sqlite:////srv/a.db", "the SQLite file /srv/a.db"],
  ["postgresql://u:hush@db:5432/portal?sslmode=require", "PostgreSQL at db:5432/portal"],
  ["mysql://u:hush@db/portal", "MySQL or MariaDB at db/portal"],
  ["sqlserver://db:1433;database=portal;user=u;password=hush", "SQL Server at db:1433"],
])("%s is said without its password", (url, words) => {
  expect(describeDatabase(parseConfig({ env: { DATABASE_URL: url }, ini: null }).config.database)).toBe(words);
});

test("the addresses are those one can open", () => {
  expect(describeAddresses(config, 8000, true)).toMatch(
    /^https:\/\/localhost:8000, .*and http:\/\/localhost:8000 on this machine$/,
  );
  expect(describeAddresses({ ...config, host: "::1" }, 80, false)).toBe("http://[::1]:80");
  expect(describeAddresses({ ...config, host: "192.0.2.1", publicUrl: "https://portal.example" }, 8000, true)).toBe(
    "https://portal.example, https://192.0.2.1:8000",
  );
});

test("what keeps a server from starting is said in words and without passwords", () => {
  expect(wordsOfStartFault({ code: "EADDRINUSE" }, config)).toBe(
    "0.0.0.0:8000 is taken by another program; choose another PORT",
  );
  expect(wordsOfStartFault({ code: "EACCES" }, { ...config, port: 443 })).toContain("PORT above 1023");
  expect(wordsOfStartFault(new Error("no postgresql://u:hush@db"), config)).toBe("no postgresql://u:***@db");
  expect(wordsOfStartFault("odd", config)).toBe("odd");
});
