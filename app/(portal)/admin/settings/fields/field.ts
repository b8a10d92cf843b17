/** One setting as the page shows it. `value` is what is saved; "" where nothing is. */
export type Field = {
  name: string;
  label: string;
  explanation: string;
  /** Set where the configuration decides: the value that holds. */
  locked?: string;
} & (
  | { kind: "check"; value: boolean }
  | { kind: "number"; value: string; min: number; max: number; placeholder?: string }
  | { kind: "text"; value: string; maxLength: number }
  | { kind: "address"; value: string }
  | { kind: "choice"; value: string; options: readonly { value: string; label: string }[] }
);

/** Fields that are read together stand beside each other. */
export type FieldRow = readonly Field[];
