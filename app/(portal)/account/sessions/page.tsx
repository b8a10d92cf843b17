import { Monitor } from "lucide-react";
import type { Metadata } from "next";
import { ListTable } from "@/components/tables/list-table";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { deviceWords } from "@/lib/portal/identity/account/device-words";
import { requirePortal } from "@/lib/portal/portal";
import { Moment } from "../../moment";
import { EndOthers, EndSession } from "./end-buttons";

export const metadata: Metadata = { title: "Sessions" };

const columns = [
  { id: "device", head: "Device" },
  { id: "address", head: "Address" },
  { id: "seen", head: "Last used" },
  { id: "since", head: "Signed in" },
  { id: "end", head: <span className="sr-only">End</span>, label: "", className: "text-right" },
];

export default async function SessionsPage() {
  const { account, now, timeZone } = await requirePortal();
  const sessions = await account.sessions(now);
  const others = sessions.filter((session) => !session.isCurrent).length;
  return (
    <>
      <PageHeader
        title="Your sessions"
        description="Every browser that is signed in as you. End what you do not know, then change your password."
        note={timeZone}
        actions={others > 0 ? <EndOthers /> : undefined}
      />
      <p role="status" className="text-muted-foreground text-sm">
        {others === 0 ? "Only this browser is signed in." : `${others + 1} browsers are signed in.`}
      </p>
      <ListTable
        label="Your sessions"
        columns={columns}
        rows={sessions.map((session) => {
          const device = deviceWords(session.userAgent);
          return {
            id: String(session.id),
            cells: [
              <span key="device" className="inline-flex flex-wrap items-center gap-2">
                {device}
                {session.isCurrent ? <Badge variant="success">This one</Badge> : null}
                {session.remember ? <Badge variant="muted">Remembered</Badge> : null}
              </span>,
              <span key="address" className="font-mono text-xs">
                {session.ip ?? "–"}
              </span>,
              <Moment key="seen" at={session.lastSeenAt} timeZone={timeZone} />,
              <Moment key="since" at={session.createdAt} timeZone={timeZone} />,
              session.isCurrent ? null : <EndSession key="end" sessionId={session.id} device={device} />,
            ],
          };
        })}
        empty={<EmptyState icon={Monitor} title="No session" />}
      />
    </>
  );
}
