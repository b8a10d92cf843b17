import { Monitor, SearchX } from "lucide-react";
import { FilterBar } from "@/components/tables/filter-bar";
import { type ListColumn, ListTable } from "@/components/tables/list-table";
import { EmptyState } from "@/components/ui/empty-state";
import { NativeSelect } from "@/components/ui/native-select";
import { Pagination } from "@/components/ui/pagination";
import type { Portal } from "@/lib/portal/portal";
import { silentSince } from "@/lib/portal/sites/site-view";
import { MomentOrDash } from "../../../../moment";
import { ComputerBadge } from "../states";

const pageSize = 50;
const longestName = 255;

const columns: ListColumn[] = [
  { id: "computer", head: "Computer" },
  { id: "state", head: "State" },
  { id: "version", head: "Agent" },
  { id: "heartbeat", head: "Last heartbeat" },
  { id: "event", head: "Last event" },
];

type Search = Record<string, string | string[] | undefined>;
type Site = { id: number; companyId: number; companyTimeZone: string; staleAfterSeconds: number };

/** One value of the address; a control character or an endless text is none. */
function textOf(value: string | string[] | undefined): string {
  return typeof value === "string" && value.length <= longestName && !/[\p{Cc}\p{Cs}]/u.test(value) ? value.trim() : "";
}

export async function ComputersSection({
  portal,
  site,
  path,
  search,
}: {
  portal: Pick<Portal, "computers" | "now">;
  site: Site;
  path: string;
  search: Search;
}) {
  const [q, after, before] = [textOf(search.q), textOf(search.after), textOf(search.before)];
  const onlySilent = search.state === "silent";
  const silent = silentSince(portal.now, site.staleAfterSeconds);
  const filter = { siteId: site.id, search: q, ...(onlySilent ? { silentSince: silent } : {}) };
  const place = before === "" ? { after: after === "" ? null : after } : { before };
  const page = await portal.computers.page(filter, { size: pageSize, ...place });
  const isFiltered = q !== "" || onlySilent;
  const hrefOf = (change: Record<string, string>) => {
    const query = new URLSearchParams({ ...(q ? { q } : {}), ...(onlySilent ? { state: "silent" } : {}), ...change });
    return query.size === 0 ? path : `${path}?${query}`;
  };
  return (
    <div className="flex flex-col gap-2.5">
      <h2 className="font-semibold text-base">Computers</h2>
      <FilterBar
        key={`${q} ${onlySilent}`}
        action={path}
        search={{ name: "q", value: q, placeholder: "Computer name", label: "Search computers" }}
        resetHref={path}
        isFiltered={isFiltered}
      >
        <NativeSelect name="state" aria-label="State" defaultValue={onlySilent ? "silent" : ""}>
          <option value="">Any state</option>
          <option value="silent">Silent only</option>
        </NativeSelect>
      </FilterBar>
      <ListTable
        label="Computers"
        columns={columns}
        rows={page.rows.map((computer) => ({
          id: computer.computer,
          cells: [
            <bdi key="computer">{computer.computerName}</bdi>,
            <ComputerBadge key="state" lastHeartbeatAt={computer.lastHeartbeatAt} silentSince={silent} />,
            <span key="version">{computer.agentVersion ?? <span className="text-muted-foreground">–</span>}</span>,
            <MomentOrDash key="heartbeat" at={computer.lastHeartbeatAt} timeZone={site.companyTimeZone} />,
            <MomentOrDash key="event" at={computer.lastEventAt} timeZone={site.companyTimeZone} />,
          ],
        }))}
        empty={
          isFiltered ? (
            <EmptyState icon={SearchX} title="No computer fits">
              Clear the filter to see all computers of this site.
            </EmptyState>
          ) : (
            <EmptyState icon={Monitor} title="No computer has sent anything yet">
              A computer appears here with its first event or heartbeat.
            </EmptyState>
          )
        }
      />
      {page.total > 0 ? (
        <Pagination
          label="Pages of computers"
          previous={page.previous === null ? null : hrefOf({ before: page.previous })}
          next={page.next === null ? null : hrefOf({ after: page.next })}
          summary={`${page.total.toLocaleString("en")} ${page.total === 1 ? "computer" : "computers"}${
            onlySilent ? " silent" : ""
          } · silent after ${wordsOf(site.staleAfterSeconds)} without a heartbeat`}
        />
      ) : null}
    </div>
  );
}

function wordsOf(seconds: number): string {
  if (seconds % 3600 === 0) return seconds === 3600 ? "1 hour" : `${seconds / 3600} hours`;
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}
