/** SQLSTATE classes of PostgreSQL: data exception, integrity constraint. Names of SQLite that say the same. */
const refusedCode = /^(22|23)[0-9A-Z]{3}$|^SQLITE_(CONSTRAINT|TOOBIG|MISMATCH|RANGE)/;

/** MySQL and MariaDB (null, out of range, truncated, bad date, bad text, too long), then SQL Server's equals. */
const refusedNumbers = new Set([
  1048, 1264, 1265, 1292, 1300, 1366, 1406, 3988, 220, 241, 242, 245, 515, 2628, 8115, 8152,
]);

function isRefusal(error: object): boolean {
  const { code, errno, number } = error as { code?: unknown; errno?: unknown; number?: unknown };
  if (typeof code === "string" && refusedCode.test(code)) return true;
  return [errno, number].some((value) => typeof value === "number" && refusedNumbers.has(value));
}

/** True when the database took offence at a value: trying the same row again would end the same way. */
export function isRefusedData(error: unknown): boolean {
  let layer = error;
  for (let depth = 0; depth < 4 && typeof layer === "object" && layer !== null; depth++) {
    if (isRefusal(layer)) return true;
    layer = "cause" in layer ? layer.cause : null;
  }
  return false;
}
