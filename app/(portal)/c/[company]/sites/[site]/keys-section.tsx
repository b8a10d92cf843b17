import { KeyRound } from "lucide-react";
import { type ListColumn, ListTable } from "@/components/tables/list-table";
import { EmptyState } from "@/components/ui/empty-state";
import type { KeyView } from "@/lib/portal/sites/site-view";
import { Moment, MomentOrDash } from "../../../../moment";
import { KeyBadge } from "../states";
import { KeyActions } from "./key-actions";
import { NewKey } from "./new-key";

const columns: ListColumn[] = [
  { id: "label", head: "Key" },
  { id: "state", head: "State" },
  { id: "made", head: "Made" },
  { id: "used", head: "Last used" },
  { id: "day", head: "Events, 24 h", className: "text-right" },
  { id: "month", head: "Events, 30 d", className: "text-right" },
  { id: "actions", head: <span className="sr-only">Actions</span>, label: "" },
];

/** Of a key only its first characters are known here: what an agent sends is told once, when the key is made. */
export function KeysSection({
  siteId,
  timeZone,
  keys,
}: {
  siteId: number;
  timeZone: string;
  keys: readonly KeyView[];
}) {
  return (
    <div className="flex flex-col gap-2.5">
      <div className="flex items-center justify-between gap-3">
        <h2 className="font-semibold text-base">Keys</h2>
        <NewKey siteId={siteId} />
      </div>
      <ListTable
        label="Keys"
        columns={columns}
        rows={keys.map((key) => ({ id: String(key.id), cells: cellsOf(key, timeZone) }))}
        empty={
          <EmptyState icon={KeyRound} title="This site has no key">
            Agents send with the key of their site. Create one, or add computers: their package brings its own.
          </EmptyState>
        }
      />
    </div>
  );
}

function cellsOf(key: KeyView, timeZone: string) {
  return [
    <span key="label" className="flex min-w-0 flex-col">
      <bdi className="max-w-56 truncate max-sm:max-w-full" title={key.label}>
        {key.label}
      </bdi>
      <code className="font-mono font-normal text-muted-foreground text-xs">{key.prefix}…</code>
    </span>,
    <span key="state" className="flex flex-wrap items-center gap-1.5 max-sm:justify-end">
      <KeyBadge state={key.state} />
      {key.expiresAt && key.state !== "disabled" ? (
        <span className="text-muted-foreground text-xs">
          <Moment at={key.expiresAt} timeZone={timeZone} />
        </span>
      ) : null}
    </span>,
    <Moment key="made" at={key.createdAt} timeZone={timeZone} />,
    <MomentOrDash key="used" at={key.lastUsedAt} timeZone={timeZone} />,
    <span key="day" className="tabular-nums">
      {key.events24h.toLocaleString("en")}
    </span>,
    <span key="month" className="tabular-nums">
      {key.events30d.toLocaleString("en")}
    </span>,
    <KeyActions
      key="actions"
      keyId={key.id}
      label={key.label}
      prefix={key.prefix}
      state={key.state}
      lastDay={key.lastDay}
    />,
  ];
}
