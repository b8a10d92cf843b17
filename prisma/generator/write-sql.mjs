/**
 * Tables → SQL for one engine. Names of keys and indexes are Prisma's, so its own tools recognise
 * them. Text compares by code point on every engine, so order, paging and "the same name" agree.
 */

const quoteOf = { sqlite: ['"', '"'], postgresql: ['"', '"'], mysql: ["`", "`"], sqlserver: ["[", "]"] };

const plainTypes = {
  sqlite: { Int: "INTEGER", BigInt: "BIGINT", Float: "REAL", Boolean: "BOOLEAN", DateTime: "DATETIME" },
  postgresql: {
    Int: "INTEGER",
    BigInt: "BIGINT",
    Float: "DOUBLE PRECISION",
    Boolean: "BOOLEAN",
    DateTime: "TIMESTAMP(3)",
  },
  mysql: { Int: "INTEGER", BigInt: "BIGINT", Float: "DOUBLE", Boolean: "BOOLEAN", DateTime: "DATETIME(3)" },
  sqlserver: { Int: "INT", BigInt: "BIGINT", Float: "FLOAT(53)", Boolean: "BIT", DateTime: "DATETIME2" },
};

const textTypes = {
  sqlite: () => "TEXT",
  postgresql: (length) => `${length === "max" ? "TEXT" : `VARCHAR(${length})`} COLLATE "C"`,
  // The table's own collation is the binary one (see tableSuffix).
  mysql: (length) => (length === "max" ? "LONGTEXT" : `VARCHAR(${length})`),
  sqlserver: (length) => `NVARCHAR(${length === "max" ? "max" : length}) COLLATE Latin1_General_100_BIN2`,
};

const autoincrement = {
  sqlite: "INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT",
  postgresql: "SERIAL NOT NULL",
  mysql: "INTEGER NOT NULL AUTO_INCREMENT",
  sqlserver: "INT NOT NULL IDENTITY(1,1)",
};

const nowDefault = {
  // CURRENT_TIMESTAMP would have neither the milliseconds nor the form in which instants are stored there.
  sqlite: "(strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now'))",
  // Columns without a zone hold UTC, whatever zone the session is in.
  postgresql: "(CURRENT_TIMESTAMP AT TIME ZONE 'UTC')",
  mysql: "(UTC_TIMESTAMP(3))",
  sqlserver: "SYSUTCDATETIME()",
};

/** @param {string} engine */
export function sqlWriter(engine) {
  const [open, close] = quoteOf[engine];
  const quote = (name) => `${open}${name}${close}`;
  const list = (names) => names.map(quote).join(", ");

  function defaultOf(table, column) {
    if (column.default === null || column.default.kind === "autoincrement") return "";
    const value = column.default.kind === "now" ? nowDefault[engine] : literal(column.default.value, engine);
    const name = engine === "sqlserver" ? `CONSTRAINT ${quote(keyName(table, [column.name], "df"))} ` : "";
    return ` ${name}DEFAULT ${value}`;
  }

  function columnSql(table, column) {
    if (column.default?.kind === "autoincrement") return `${quote(column.name)} ${autoincrement[engine]}`;
    const type = column.type === "String" ? textTypes[engine](column.length) : plainTypes[engine][column.type];
    return `${quote(column.name)} ${type}${column.optional ? (engine === "sqlserver" ? " NULL" : "") : " NOT NULL"}${defaultOf(table, column)}`;
  }

  function primaryKeySql(table) {
    // SQLite's AUTOINCREMENT is written in the column, its key with it.
    const inColumn = engine === "sqlite" && table.columns.some((column) => column.default?.kind === "autoincrement");
    if (inColumn) return [];
    const named = engine === "postgresql" || engine === "sqlserver";
    const name = named ? `CONSTRAINT ${quote(keyName(table, [], "pkey"))} ` : "";
    return [`${name}PRIMARY KEY${engine === "sqlserver" ? " CLUSTERED" : ""} (${list(table.primaryKey)})`];
  }

  function tableSuffix(table) {
    if (engine === "mysql") return " DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin ENGINE = InnoDB";
    return engine === "sqlite" && table.withoutRowid ? " WITHOUT ROWID" : "";
  }

  function foreignKeySql(table, key) {
    return (
      `CONSTRAINT ${quote(keyName(table, key.columns, "fkey"))} FOREIGN KEY (${list(key.columns)}) ` +
      `REFERENCES ${quote(key.table)} (${list(key.references)}) ON DELETE NO ACTION ON UPDATE NO ACTION`
    );
  }

  return {
    /** With its indexes; foreign keys come apart (`addForeignKeys`), except on SQLite, which cannot add them later. */
    createTable(table) {
      const lines = [
        ...table.columns.map((column) => columnSql(table, column)),
        ...primaryKeySql(table),
        ...(engine === "sqlite" ? table.foreignKeys.map((key) => foreignKeySql(table, key)) : []),
      ];
      return `CREATE TABLE ${quote(table.name)} (\n  ${lines.join(",\n  ")}\n)${tableSuffix(table)};`;
    },
    createIndex(table, columns, unique) {
      const name = quote(keyName(table, columns, unique ? "key" : "idx"));
      return `CREATE ${unique ? "UNIQUE " : ""}INDEX ${name} ON ${quote(table.name)} (${list(columns)});`;
    },
    addForeignKeys(table) {
      if (engine === "sqlite") return [];
      return table.foreignKeys.map((key) => `ALTER TABLE ${quote(table.name)} ADD ${foreignKeySql(table, key)};`);
    },
    addColumn(table, column) {
      const word = engine === "sqlserver" ? "ADD" : "ADD COLUMN";
      return `ALTER TABLE ${quote(table.name)} ${word} ${columnSql(table, column)};`;
    },
  };
}

/** Prisma's spelling; PostgreSQL would silently cut a longer one. */
function keyName(table, columns, kind) {
  const name = [table.name, ...columns, kind].join("_");
  if (name.length > 63) throw new Error(`The name ${name} is longer than PostgreSQL's 63 characters`);
  return name;
}

function literal(value, engine) {
  if (typeof value === "number") return String(value);
  if (typeof value === "boolean") return engine === "sqlserver" ? (value ? "1" : "0") : String(value);
  if (value.includes("\\")) throw new Error("A default with a backslash means different things on different engines");
  return `'${value.replaceAll("'", "''")}'`;
}
