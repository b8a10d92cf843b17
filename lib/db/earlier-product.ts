/** Both products have a table of this name; only ours records its migrations. */
const sharedTable = "app_auth_users";
const ledgerTable = "_prisma_migrations";

/** What a migrator looks for before it writes anything. */
export const tellingTables = [sharedTable, ledgerTable] as const;

/**
 * Stops before anything is written to the earlier product's own database, which its config.ini may well name: our
 * tables would collide with its tables half way.
 *
 * @param present those of `tellingTables` that the database has
 */
export function refuseEarlierProduct(present: readonly unknown[]): void {
  if (!present.includes(sharedTable) || present.includes(ledgerTable)) return;
  throw new Error(
    "This database belongs to the earlier product and was left as it is. Name another DATABASE_URL, of a database that " +
      "is empty or not there yet; what is in this one cannot be taken over by this version",
  );
}
