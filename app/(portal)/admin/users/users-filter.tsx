import { FilterBar } from "@/components/tables/filter-bar";
import { NativeSelect } from "@/components/ui/native-select";
import { hiddenFields, isFiltered, type UsersQuery, usersPath } from "./query";

type Choice = readonly [value: string, label: string];

const states: readonly Choice[] = [
  ["", "Any state"],
  ["active", "Active"],
  ["pending", "Waiting for approval"],
  ["disabled", "Deactivated"],
  ["deleted", "Deleted"],
];

const roles: readonly Choice[] = [
  ["", "Any role"],
  ["GlobalAdmin", "Global administrator"],
  ["Admin", "Administrator"],
  ["CompanyAdmin", "Company administrator"],
  ["User", "User"],
];

const factors: readonly Choice[] = [
  ["", "Any factor"],
  ["on", "Factor on"],
  ["off", "Factor off"],
  ["required", "Always required"],
  ["exempt", "Never required"],
];

/** Search, state, role, company and second factor; all of them in the address. */
export function UsersFilter({
  query,
  companies,
  seesEverybody,
}: {
  query: UsersQuery;
  companies: readonly { id: number; name: string }[];
  seesEverybody: boolean;
}) {
  const { filter } = query;
  const companyChoices: readonly Choice[] = [
    ["", "Any company"],
    ...(seesEverybody ? [["none", "In no company"] as const] : []),
    ...companies.map(({ id, name }) => [String(id), name] as const),
  ];
  return (
    <FilterBar
      key={JSON.stringify([filter, query.sort])}
      action={usersPath}
      hidden={hiddenFields(query)}
      search={{
        name: "search",
        value: filter.search ?? "",
        placeholder: "User name or e-mail",
        label: "Search users by name or e-mail",
      }}
      resetHref={usersPath}
      isFiltered={isFiltered(query)}
    >
      <Select name="state" label="State" value={filter.state ?? ""} choices={states} />
      <Select name="role" label="Role" value={filter.role ?? ""} choices={roles} />
      <Select name="company" label="Company" value={String(filter.companyId ?? "")} choices={companyChoices} />
      <Select name="factor" label="Second factor" value={filter.secondFactor ?? ""} choices={factors} />
    </FilterBar>
  );
}

function Select({
  name,
  label,
  value,
  choices,
}: {
  name: string;
  label: string;
  value: string;
  choices: readonly Choice[];
}) {
  return (
    <NativeSelect name={name} aria-label={label} defaultValue={value}>
      {choices.map(([choice, words]) => (
        <option key={choice} value={choice}>
          {words}
        </option>
      ))}
    </NativeSelect>
  );
}
