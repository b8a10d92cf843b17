import { type DashboardQuery, toPairs } from "../query-state";

/** What a plain form must carry along of the address besides its own fields; cursor and open event belong to the old page. */
export function HiddenFields({ query, except }: { query: DashboardQuery; except: readonly string[] }) {
  const left = new Set([...except, "cursor", "event"]);
  return toPairs(query)
    .filter(([name]) => !left.has(name))
    .map(([name, value]) => <input key={`${name}=${value}`} type="hidden" name={name} value={value} />);
}
