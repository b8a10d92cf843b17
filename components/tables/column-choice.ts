export type ColumnChoice = { id: string; label: string; visible: boolean; fixed?: boolean };

export type ColumnMenuProps = {
  columns: readonly ColumnChoice[];
  onChange: (id: string, visible: boolean) => void;
  onReset?: () => void;
};
