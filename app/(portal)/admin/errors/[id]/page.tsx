import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { Moment } from "@/app/(portal)/moment";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { visibleText } from "@/components/ui/visible-text";
import type { ErrorRow } from "@/lib/audit/error-store";
import { requireAct } from "@/lib/portal/answers/require-act";
import { requirePortal } from "@/lib/portal/portal";
import type { RawParams } from "../../audit/list/range";
import { LevelMark } from "../list/level-mark";
import { readErrorQuery, toSearch } from "../list/query";

export const metadata: Metadata = { title: "Error log entry" };

export default async function ErrorPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: Promise<RawParams>;
}) {
  const portal = await requirePortal();
  await requireAct(portal, "errors.view");
  const { id } = await params;
  const row = /^[1-9]\d{0,9}$/.test(id) ? await portal.errors.find(Number(id)) : null;
  if (row === null) notFound();
  const { query } = readErrorQuery(await searchParams, portal);
  return (
    <div className="mx-auto flex w-full max-w-5xl flex-col gap-4">
      <PageHeader
        title={`Entry ${row.id}`}
        description="Everything that is known of it."
        actions={
          <Button asChild variant="outline" size="sm">
            <Link href={`/admin/errors${toSearch(query)}`} prefetch={false}>
              <ArrowLeft aria-hidden="true" />
              Back to the log
            </Link>
          </Button>
        }
      />
      <Card className="gap-4 p-4">
        <div className="flex flex-wrap items-start gap-3">
          <LevelMark level={row.level} />
          <p className="min-w-0 flex-1 basis-64 whitespace-pre-wrap break-words font-medium text-sm">
            <bdi>{visibleText(row.message, { lines: true })}</bdi>
          </p>
        </div>
        <Facts row={row} zone={portal.timeZone} />
      </Card>
      <section aria-labelledby="stack" className="flex flex-col gap-2">
        <h2 id="stack" className="font-semibold text-sm">
          Stack and fields
        </h2>
        {row.stack === null ? (
          <p className="text-[0.8125rem] text-muted-foreground">This entry came with neither.</p>
        ) : (
          <Stack text={row.stack} />
        )}
      </section>
    </div>
  );
}

/** A scroller must be reachable by keyboard (WCAG 2.1.1), though a region is not a control. */
const keyboardScrollable = { tabIndex: 0 };

function Stack({ text }: { text: string }) {
  return (
    <section
      aria-label="Stack and fields"
      {...keyboardScrollable}
      className="max-h-[70vh] overflow-auto rounded-lg border border-border bg-card outline-none focus-visible:outline-2 focus-visible:outline-ring"
    >
      <pre className="p-3 font-mono text-xs leading-relaxed">{visibleText(text, { lines: true })}</pre>
    </section>
  );
}

function Facts({ row, zone }: { row: ErrorRow; zone: string }) {
  return (
    <dl className="grid grid-cols-[7.5rem_minmax(0,1fr)] gap-x-3 gap-y-1.5 text-[0.8125rem]">
      <Fact name="First seen">
        <Moment at={row.at} timeZone={zone} style="second" />
      </Fact>
      <Fact name="Last seen">
        <Moment at={row.lastAt} timeZone={zone} style="second" />
      </Fact>
      <Fact name="Times">{row.n.toLocaleString("en-GB")}</Fact>
      <Fact name="Logger">{visibleText(row.logger)}</Fact>
      <Fact name="User">{row.userName ?? (row.userId === null ? "not signed in" : `user ${row.userId}`)}</Fact>
      <Fact name="Address">{visibleText(row.ip ?? "not known")}</Fact>
      <Fact name="Number">
        <span className="break-all font-mono text-xs">{visibleText(row.requestId ?? "none")}</span>
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted-foreground">{name}</dt>
      <dd className="break-words">
        <bdi>{children}</bdi>
      </dd>
    </>
  );
}
