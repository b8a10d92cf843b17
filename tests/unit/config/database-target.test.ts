import { parseDatabaseUrl } from "@/lib/config/database-target";

const read = (text: string) => parseDatabaseUrl(text, "/srv/instance");

test.each([
  ["sqlite:///data.db", "/srv/instance/data.db"],
  ["sqlite:///sub/data.db", "/srv/instance/sub/data.db"],
  ["sqlite:////var/lib/data.db", "/var/lib/data.db"],
  ["SQLITE:///data.db", "/srv/instance/data.db"],
  ["file:data.db", "/srv/instance/data.db"],
  ["file:./data.db", "/srv/instance/data.db"],
  ["file:/var/lib/data.db", "/var/lib/data.db"],
  ["file:///var/lib/data.db", "/var/lib/data.db"],
])("%s is the file %s", (text, file) => {
  expect(read(text)).toEqual({ engine: "sqlite", file });
});

test.each([
  ["postgresql://u:p@h:5432/d?sslmode=require", "postgresql", "postgresql://u:p@h:5432/d?sslmode=require"],
  ["postgres://u:p@h/d", "postgresql", "postgresql://u:p@h/d"],
  ["postgresql+psycopg2://u:p@h/d", "postgresql", "postgresql://u:p@h/d"],
  ["mysql://u:p@h/d", "mysql", "mariadb://u:p@h/d"],
  ["mysql+pymysql://u:p%40@h:3306/d", "mysql", "mariadb://u:p%40@h:3306/d"],
  ["mariadb://u@h/d", "mysql", "mariadb://u@h/d"],
  [
    "mssql+pyodbc://u:p%40@h/d?driver=ODBC+Driver+18&TrustServerCertificate=yes",
    "sqlserver",
    "sqlserver://h:1433;database=d;user=u;password=p@;trustServerCertificate=true",
  ],
  ["mssql+pyodbc://u:p%3B@h:99/d", "sqlserver", "sqlserver://h:99;database=d;user=u;password={p;}"],
  ["sqlserver://h:1433;database=d;user=u;password=p", "sqlserver", "sqlserver://h:1433;database=d;user=u;password=p"],
])("%s is an address of %s", (text, engine, url) => {
  expect(read(text)).toEqual({ engine, url });
});

test.each([
  ["sqlite://"],
  ["sqlite:///"],
  ["sqlite:///:memory:"],
  ["sqlite://data.db"],
  ["sqlite:///data.db?mode=ro"],
  ["sqlite:///folder/"],
  ["data.db"],
  ["postgresql://u:p@h"],
  ["postgresql:///d"],
  ["postgresql:u:p@h/d"],
  ["sqlserver://h"],
  ["mssql+pyodbc://u:%zz@h/d"],
  ["mssql+pyodbc://u:%3B%7D@h/d"],
  ["constructor://u:p@h/d"],
  ["sqlite:///a\u0000b"],
  [""],
])("%j is refused with a rule", (text) => {
  expect(read(text)).toEqual({ rule: expect.any(String) });
});
