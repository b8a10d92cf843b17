import type { Table } from "./parse-schema.d.mts";

export declare function writeMigration(before: Table[], after: Table[], engine: string): string;
