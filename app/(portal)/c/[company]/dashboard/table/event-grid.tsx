"use client";

import { useTable } from "@tanstack/react-table";
import { useEffect, useMemo, useRef } from "react";
import type { Density } from "@/components/tables/density-switch";
import { cn } from "@/components/ui/cn";
import { Table, TableBody, TableCaption, TableCell, TableHeader, TableRow } from "@/components/ui/table";
import { type Names, rowKey, type WireRow } from "../live/wire-row";
import { type DashboardQuery, toSearch } from "../query-state";
import { type ColumnId, columnIds, columnWords } from "../words/column-words";
import { columns, features } from "./columns";
import { EventHead } from "./event-head";
import type { Visibility } from "./use-columns";

const isColumnId = (id: string): id is ColumnId => columnIds.some((known) => known === id);

/**
 * The rows. On a phone each row is a card; its roles are written out, because a browser forgets that a table
 * is one when it is laid out as something else.
 */
export function EventGrid({
  rows,
  arrived,
  query,
  path,
  zone,
  names,
  capped,
  visibility,
  density,
  openKey,
  onOpen,
}: {
  rows: WireRow[];
  arrived: ReadonlySet<string>;
  query: DashboardQuery;
  path: string;
  zone: string;
  names: Names;
  capped: boolean;
  visibility: Visibility;
  density: Density;
  openKey: string | null;
  onOpen: (key: string) => void;
}) {
  const meta = useMemo(
    () => ({
      zone,
      names,
      hrefOf: (row: WireRow) => `${path}${toSearch({ ...query, event: { companyId: row.companyId, id: row.id } })}`,
    }),
    [zone, names, path, query],
  );
  const table = useTable({
    features,
    columns,
    data: rows,
    getRowId: rowKey,
    meta,
    state: { columnVisibility: visibility },
  });
  const body = useRowClicks(onOpen);
  return (
    <Table
      label="Events"
      density={density}
      role="table"
      className="max-sm:block"
      containerClassName="max-sm:overflow-visible"
    >
      <TableCaption className="sr-only">Events, each row one; the time opens its details</TableCaption>
      <TableHeader role="rowgroup" className="max-sm:block max-sm:border-border max-sm:border-b">
        {table.getHeaderGroups().map((group) => (
          <TableRow key={group.id} role="row" className="max-sm:flex max-sm:flex-wrap max-sm:px-1">
            {group.headers.map((header) =>
              isColumnId(header.column.id) ? (
                <EventHead key={header.id} id={header.column.id} query={query} path={path} capped={capped} />
              ) : null,
            )}
          </TableRow>
        ))}
      </TableHeader>
      <TableBody ref={body} role="rowgroup" className="max-sm:block">
        {table.getRowModel().rows.map((row) => (
          <TableRow
            key={row.id}
            role="row"
            data-key={row.id}
            data-state={row.id === openKey ? "selected" : undefined}
            className={cn(
              "cursor-pointer max-sm:grid max-sm:grid-cols-[minmax(0,1fr)_auto] max-sm:gap-x-3 max-sm:gap-y-0.5 max-sm:border-border/60 max-sm:border-b max-sm:px-3 max-sm:py-2 max-sm:last:border-b-0",
              arrived.has(row.id) &&
                "motion-safe:animate-in motion-safe:fade-in-0 motion-safe:slide-in-from-top-2 motion-safe:duration-500 [&>td:first-child]:shadow-[inset_3px_0_0_var(--primary)]",
            )}
          >
            {row.getVisibleCells().map((cell) => (
              <TableCell
                key={cell.id}
                role="cell"
                data-column={cell.column.id}
                className={cn("max-sm:min-w-0 max-sm:border-b-0! max-sm:p-0!", phonePlaces[cell.column.id])}
              >
                <PhoneLabel id={cell.column.id} />
                <table.FlexRender cell={cell} />
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

/** A card's first line is kind and time, its second the user; what else is shown follows with its name. */
const phonePlaces: Record<string, string> = {
  time: "max-sm:order-2 max-sm:text-muted-foreground max-sm:text-xs",
  kind: "max-sm:order-1 max-sm:font-medium",
  user: "max-sm:order-3",
  site: "max-sm:order-4 max-sm:justify-self-end max-sm:max-w-[45vw]",
  company: "max-sm:order-5 max-sm:col-span-2 max-sm:text-muted-foreground max-sm:text-xs",
  computer: "max-sm:order-6 max-sm:col-span-2 max-sm:text-muted-foreground max-sm:text-xs",
  localIp: "max-sm:order-7 max-sm:col-span-2 max-sm:text-muted-foreground max-sm:text-xs",
  publicIp: "max-sm:order-8 max-sm:col-span-2 max-sm:text-muted-foreground max-sm:text-xs",
};

function PhoneLabel({ id }: { id: string }) {
  if (!isColumnId(id) || ["time", "kind", "user", "site"].includes(id)) return null;
  return (
    <span aria-hidden="true" className="sm:hidden">
      {columnWords[id]}{" "}
    </span>
  );
}

/**
 * A click anywhere in a row opens it, as a click on its time does; keyboards have that link. Left alone are
 * clicks that mean something else: another link, selected text, a new tab.
 */
function useRowClicks(onOpen: (key: string) => void) {
  const body = useRef<HTMLTableSectionElement>(null);
  useEffect(() => {
    const element = body.current;
    const listen = (event: MouseEvent): void => {
      const key = rowKeyOfClick(event);
      if (key === null) return;
      event.preventDefault();
      onOpen(key);
    };
    element?.addEventListener("click", listen);
    return () => element?.removeEventListener("click", listen);
  }, [onOpen]);
  return body;
}

function rowKeyOfClick(event: MouseEvent): string | null {
  const target = event.target instanceof Element ? event.target : null;
  if (!target || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return null;
  const link = target.closest("a, button");
  if (link) return link.getAttribute("data-event");
  if (window.getSelection()?.isCollapsed === false) return null;
  return target.closest("tr")?.getAttribute("data-key") ?? null;
}
