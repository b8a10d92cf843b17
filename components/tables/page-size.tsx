"use client";

import { useId } from "react";
import { NativeSelect } from "@/components/ui/native-select";

export function PageSize({
  value,
  options,
  onChange,
  label = "Rows",
}: {
  value: number;
  options: readonly number[];
  onChange: (size: number) => void;
  label?: string;
}) {
  const id = useId();
  return (
    <div className="flex items-center gap-1.5 text-[0.8125rem] text-muted-foreground print:hidden">
      <label htmlFor={id}>{label}</label>
      <NativeSelect
        id={id}
        value={value}
        onChange={(event) => onChange(Number(event.target.value))}
        wrapperClassName="w-20"
        className="h-7 text-[0.8125rem] tabular-nums"
      >
        {options.map((size) => (
          <option key={size} value={size}>
            {size}
          </option>
        ))}
      </NativeSelect>
    </div>
  );
}
