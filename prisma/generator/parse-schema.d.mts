export type Column = {
  /** The field's name in the model. */
  field: string;
  /** The column's name in the table. */
  name: string;
  type: "Int" | "BigInt" | "Float" | "Boolean" | "String" | "DateTime";
  optional: boolean;
  /** UTF-16 units; null for what is not text. */
  length: number | "max" | null;
  default: { kind: "autoincrement" } | { kind: "now" } | { kind: "value"; value: string | number | boolean } | null;
};

export type Table = {
  model: string;
  name: string;
  withoutRowid: boolean;
  columns: Column[];
  primaryKey: string[];
  uniques: string[][];
  indexes: string[][];
  foreignKeys: { columns: string[]; table: string; references: string[] }[];
};

export declare function parseSchema(text: string): Table[];
