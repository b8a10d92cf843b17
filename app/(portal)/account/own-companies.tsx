import { Building2 } from "lucide-react";
import { ListTable } from "@/components/tables/list-table";
import { EmptyState } from "@/components/ui/empty-state";
import type { CompanyRank } from "@/lib/access/viewer";
import type { Portal } from "@/lib/portal/portal";
import { LeaveCompany } from "./leave-company";

const rankWords: Record<CompanyRank, string> = {
  GlobalAdmin: "Global administrator",
  Admin: "Administrator",
  CompanyAdmin: "Company administrator",
  User: "User",
  none: "–",
};

const columns = [
  { id: "company", head: "Company" },
  { id: "role", head: "Your role" },
  { id: "leave", head: <span className="sr-only">Leave</span>, label: "", className: "text-right" },
];

/** Companies the viewer is a member of; a GlobalAdmin sees the others on the companies page. */
export function OwnCompanies({ portal }: { portal: Portal }) {
  const own = portal.companies.filter(({ id }) => portal.viewer.memberships.some((entry) => entry.companyId === id));
  return (
    <ListTable
      label="Your companies"
      columns={columns}
      rows={own.map(({ id, name, rank }) => ({
        id: String(id),
        cells: [
          name,
          rankWords[rank],
          // Whoever administers from above the company is taken out by somebody above them (5-access, rows 10 and 11).
          rank === "User" || rank === "CompanyAdmin" ? (
            <LeaveCompany key={id} companyId={id} companyName={name} isAdministrator={rank === "CompanyAdmin"} />
          ) : null,
        ],
      }))}
      empty={
        <EmptyState icon={Building2} title="You are a member of no company">
          {portal.viewer.globalRole === "GlobalAdmin"
            ? "As a global administrator you see all of them all the same."
            : "Ask an administrator of your company to add you."}
        </EmptyState>
      }
    />
  );
}
