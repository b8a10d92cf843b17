import { FilterBar } from "@/components/tables/filter-bar";
import { NativeSelect } from "@/components/ui/native-select";
import { memberRanks, userStates } from "@/lib/people/schema";
import { isFiltered, type MembersQuery } from "./query";
import { rankWords, stateWords } from "./words";

export function MembersFilter({ path, query }: { path: string; query: MembersQuery }) {
  return (
    <FilterBar
      key={JSON.stringify([query.search, query.rank, query.state])}
      action={path}
      search={{
        name: "search",
        value: query.search,
        placeholder: "User name or e-mail",
        label: "Search members by name or e-mail",
      }}
      resetHref={path}
      isFiltered={isFiltered(query)}
    >
      <NativeSelect name="role" aria-label="Role" defaultValue={query.rank ?? ""}>
        <option value="">Any role</option>
        {memberRanks.map((rank) => (
          <option key={rank} value={rank}>
            {rankWords[rank]}
          </option>
        ))}
      </NativeSelect>
      <NativeSelect name="state" aria-label="State" defaultValue={query.state ?? ""}>
        <option value="">Any state</option>
        {userStates.map((state) => (
          <option key={state} value={state}>
            {stateWords[state]}
          </option>
        ))}
      </NativeSelect>
    </FilterBar>
  );
}
