"use client";

import { Filter } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import {
  Sheet,
  SheetBody,
  SheetContent,
  SheetDescription,
  SheetFooter,
  SheetHeader,
  SheetTitle,
} from "@/components/ui/sheet";
import { companyName, type Names, rowKey, siteName, type WireRow } from "../live/wire-row";
import { changed, type DashboardQuery, noFilters, toSearch } from "../query-state";
import { formatDateTime, formatUtc } from "../words/format-time";
import { KindMark } from "../words/kind-mark";

/** Everything that is known of one event. */
export function EventDrawer({
  row,
  open,
  zone,
  names,
  query,
  path,
  onClose,
}: {
  /** Kept while the drawer slides away. */
  row: WireRow;
  open: boolean;
  zone: string;
  names: Names;
  query: DashboardQuery;
  path: string;
  onClose: () => void;
}) {
  return (
    <Sheet open={open} onOpenChange={(next) => !next && onClose()}>
      <SheetContent
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          document.querySelector<HTMLElement>(`a[data-event="${rowKey(row)}"]`)?.focus();
        }}
      >
        <SheetHeader>
          <SheetTitle>
            <KindMark kind={row.kind} eventType={row.eventType} />
          </SheetTitle>
          <SheetDescription>
            <Instant iso={row.occurredAt} zone={zone} />
          </SheetDescription>
        </SheetHeader>
        <SheetBody>
          <Details row={row} zone={zone} names={names} />
        </SheetBody>
        <SheetFooter>
          {row.person ? (
            <FilterLink href={`${path}${toSearch(changed(query, { ...noFilters, user: row.person }))}`}>
              Only this user
            </FilterLink>
          ) : null}
          <FilterLink href={`${path}${toSearch(changed(query, { ...noFilters, computer: row.computer }))}`}>
            Only this computer
          </FilterLink>
        </SheetFooter>
      </SheetContent>
    </Sheet>
  );
}

function FilterLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Button asChild variant="outline" size="sm">
      <Link href={href} prefetch={false}>
        <Filter aria-hidden="true" />
        {children}
      </Link>
    </Button>
  );
}

function Instant({ iso, zone }: { iso: string; zone: string }) {
  const instant = new Date(iso);
  return (
    <time dateTime={iso} title={formatUtc(instant)}>
      {formatDateTime(instant, zone)}
    </time>
  );
}

function Details({ row, zone, names }: { row: WireRow; zone: string; names: Names }) {
  const sent = row.sentAt ? <Instant iso={row.sentAt} zone={zone} /> : null;
  return (
    <div className="flex flex-col gap-5">
      <Group title="Who and where">
        <Fact name="User" value={row.userName} />
        <Fact name="Domain" value={row.domain} />
        <Fact name="Computer" value={row.computerName} />
        <Fact name="Company" value={companyName(row, names)} />
        <Fact name="Site" value={siteName(row, names)} />
      </Group>
      <Group title="Addresses">
        <Fact name="Local IP" value={row.localIp} mono />
        <Fact name="Public IP" value={row.publicIp} mono />
        <Fact name="Sent from" value={row.sourceIp} mono />
      </Group>
      <Group title="Times">
        <Fact name="Happened" value={<Instant iso={row.occurredAt} zone={zone} />} />
        <Fact name="Happened, UTC" value={formatUtc(new Date(row.occurredAt))} />
        <Fact name="Sent" value={sent} />
        <Fact name="Received" value={<Instant iso={row.receivedAt} zone={zone} />} />
        <Fact name="Tries before" value={row.retry} />
      </Group>
      <Group title="As recorded">
        <Fact name="Type as sent" value={row.eventType} />
        <Fact name="Logon type" value={row.logonType} />
        <Fact name="Sub-status" value={row.subStatus} mono />
        <Fact name="Windows session" value={row.windowsSession} />
        <Fact name="Record" value={row.recordId} mono />
        <Fact name="Sequence" value={row.sequence} />
        <Fact name="Boot" value={row.bootId} mono />
        <Fact name="Event" value={row.id} mono />
        <Fact name="Key" value={row.apiKeyId} />
      </Group>
    </div>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1.5 font-medium text-muted-foreground text-xs">{title}</h3>
      <dl className="grid grid-cols-[8.5rem_minmax(0,1fr)] gap-x-3 gap-y-1 text-[0.8125rem]">{children}</dl>
    </section>
  );
}

/** Nothing known gives no line: most agents send few of these. */
function Fact({ name, value, mono = false }: { name: string; value: ReactNode; mono?: boolean }) {
  if (value === null || value === "") return null;
  return (
    <>
      <dt className="text-muted-foreground">{name}</dt>
      <dd className={mono ? "break-all font-mono text-xs leading-5" : "break-words"}>
        <bdi>{value}</bdi>
      </dd>
    </>
  );
}
