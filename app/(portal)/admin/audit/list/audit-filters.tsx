import { FilterBar } from "@/components/tables/filter-bar";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { outcomes } from "@/lib/audit/schema";
import { type AuditQuery, fromStart, isNarrowed, toSearch } from "./query";
import { RangeFields } from "./range-fields";

const outcomeWords = { ok: "Done", denied: "Denied", failed: "Failed" } as const;

/** Narrows the trail; a plain form, so every view has an address. */
export function AuditFilters({
  query,
  actions,
  companies,
  path,
  withInstallation,
}: {
  query: AuditQuery;
  actions: readonly string[];
  companies: readonly { id: number; name: string }[];
  path: string;
  /** There may be rows that concern no company. */
  withInstallation: boolean;
}) {
  const phrases = query.action === null || actions.includes(query.action) ? actions : [query.action, ...actions];
  const noFilters = { search: null, actor: null, action: null, outcome: null, company: null, target: null };
  return (
    <FilterBar
      key={toSearch(fromStart(query))}
      action={path}
      hidden={query.target === null ? {} : { target: `${query.target.kind}:${query.target.id}` }}
      search={{ name: "q", value: query.search ?? "", placeholder: "Who, what, on what or address", label: "Search" }}
      resetHref={`${path}${toSearch(fromStart(query, noFilters))}`}
      isFiltered={isNarrowed(query)}
    >
      <RangeFields range={query.range} />
      <Input
        name="who"
        aria-label="Who"
        placeholder="Who"
        defaultValue={query.actor ?? ""}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
      />
      <NativeSelect name="action" aria-label="What" defaultValue={query.action ?? ""}>
        <option value="">Everything done</option>
        {phrases.map((phrase) => (
          <option key={phrase} value={phrase}>
            {phrase}
          </option>
        ))}
      </NativeSelect>
      <NativeSelect name="outcome" aria-label="Outcome" defaultValue={query.outcome ?? ""}>
        <option value="">All outcomes</option>
        {outcomes.map((outcome) => (
          <option key={outcome} value={outcome}>
            {outcomeWords[outcome]}
          </option>
        ))}
      </NativeSelect>
      {companies.length > 1 || withInstallation ? (
        <NativeSelect name="company" aria-label="Company" defaultValue={query.company ?? ""}>
          <option value="">All companies</option>
          {withInstallation ? <option value="none">The installation</option> : null}
          {companies.map((company) => (
            <option key={company.id} value={company.id}>
              {company.name}
            </option>
          ))}
        </NativeSelect>
      ) : null}
    </FilterBar>
  );
}
