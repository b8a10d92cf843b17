import { UserSearch } from "lucide-react";
import { FilterBar } from "@/components/tables/filter-bar";
import { ListTable } from "@/components/tables/list-table";
import { EmptyState } from "@/components/ui/empty-state";
import type { Portal } from "@/lib/portal/portal";
import { AddCandidate } from "./add-candidate";

type Candidate = Awaited<ReturnType<Portal["members"]["candidates"]>>[number];

/** The store gives this many at most; more than that is for searching. */
const mostShown = 20;

/** Users whom the viewer may add as they are. Nobody outside the viewer's own companies appears here. */
export function CandidatePicker({
  company,
  candidates,
  search,
  words,
}: {
  company: { id: number; name: string };
  candidates: readonly Candidate[];
  search: string;
  words: string;
}) {
  const path = `/c/${company.id}/members/add`;
  return (
    <section aria-labelledby="existing" className="flex flex-col gap-4 rounded-lg border border-border bg-card p-4">
      <div>
        <h2 id="existing" className="font-semibold text-base tracking-tight">
          Add an existing user
        </h2>
        <p className="text-[0.8125rem] text-muted-foreground">{words}</p>
      </div>
      <FilterBar
        key={search}
        action={path}
        search={{ name: "search", value: search, placeholder: "User name or e-mail", label: "Search users to add" }}
        resetHref={path}
        isFiltered={search !== ""}
      />
      <ListTable
        label="Users who can be added"
        columns={[
          { id: "name", head: "User name" },
          { id: "email", head: "E-mail" },
          { id: "add", head: <span className="sr-only">Add</span>, label: "", className: "sm:text-right" },
        ]}
        rows={candidates.map((candidate) => ({
          id: String(candidate.userId),
          cells: [
            <bdi key="name" className="break-all">
              {candidate.username}
            </bdi>,
            <bdi key="email" className="break-all">
              {candidate.email}
            </bdi>,
            <AddCandidate key="add" company={company} candidate={candidate} />,
          ],
        }))}
        empty={
          <EmptyState icon={UserSearch} title="Nobody can be added like this">
            {search === ""
              ? "Invite them by e-mail instead."
              : "Search for another part of the name, or invite by e-mail."}
          </EmptyState>
        }
      />
      {candidates.length >= mostShown ? (
        <p className="text-muted-foreground text-xs">The first {mostShown} are shown. Search to see others.</p>
      ) : null}
    </section>
  );
}
