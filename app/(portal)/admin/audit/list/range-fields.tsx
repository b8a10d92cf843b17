import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { rangePresets } from "@/lib/time";
import { type ListRange, rangeWords } from "./range";

/** The fields of a filter bar that choose the range: a named one, or exact minutes in the page's zone. */
export function RangeFields({ range }: { range: ListRange }) {
  return (
    <>
      <NativeSelect name="range" aria-label="Range" defaultValue={range.choice}>
        {rangePresets.map((preset) => (
          <option key={preset} value={preset}>
            {rangeWords[preset]}
          </option>
        ))}
        <option value="exact">Exact range</option>
      </NativeSelect>
      {range.choice === "exact" ? (
        <>
          <Minute name="from" label="From" value={range.fromText} />
          <Minute name="to" label="To" value={range.toText} />
        </>
      ) : null}
    </>
  );
}

function Minute({ name, label, value }: { name: string; label: string; value: string }) {
  return (
    <Input
      type="datetime-local"
      name={name}
      aria-label={label}
      title={label}
      defaultValue={value}
      min="2000-01-01T00:00"
      max="2099-12-31T23:59"
      required
    />
  );
}
