import { SortableHead } from "@/components/tables/sortable-head";
import { changed, type DashboardQuery, defaultDirection, toSearch } from "../query-state";
import { type ColumnId, columnWords } from "../words/column-words";

const cannotSort = "More than 10,000 events match, so only the time sorts. Narrow the filter to sort by this column.";

/** One column's header: a link to the other order. */
export function EventHead({
  id,
  query,
  path,
  capped,
}: {
  id: ColumnId;
  query: DashboardQuery;
  path: string;
  capped: boolean;
}) {
  const current = query.sort.by === id ? query.sort.direction : null;
  const direction = current === null ? defaultDirection(id) : current === "asc" ? "desc" : "asc";
  const sorts = id === "time" || !capped;
  return (
    <SortableHead
      direction={current}
      href={sorts ? `${path}${toSearch(changed(query, { sort: { by: id, direction } }))}` : null}
      {...(sorts ? {} : { reason: cannotSort })}
      className="max-sm:h-auto max-sm:border-b-0"
      data-column={id}
      role="columnheader"
    >
      {columnWords[id]}
    </SortableHead>
  );
}
