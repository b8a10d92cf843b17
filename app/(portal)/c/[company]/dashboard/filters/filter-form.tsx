"use client";

import { LoaderCircle, Search } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useRef, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { eventKinds } from "@/lib/events/event";
import {
  changed,
  type DashboardQuery,
  defaultQuery,
  type Filters,
  hasFilters,
  noFilters,
  toSearch,
} from "../query-state";
import { HiddenFields } from "./hidden-fields";
import { KindField } from "./kind-field";
import { NameField } from "./name-field";

export type SiteChoice = { id: number; label: string };

function filtersOf(form: HTMLFormElement): Filters {
  const data = new FormData(form);
  const text = (name: string): string | null => String(data.get(name) ?? "").trim() || null;
  const kinds = new Set(data.getAll("kind").map(String));
  return {
    kinds: eventKinds.filter((kind) => kinds.has(kind)),
    user: text("user"),
    computer: text("computer"),
    siteId: Number(text("site")) || null,
    ip: text("ip"),
    search: text("q"),
  };
}

/** Narrows the table. A plain GET form; with scripts the page changes in place and the address stays short. */
export function FilterForm({
  query,
  path,
  sites,
}: {
  query: DashboardQuery;
  path: string;
  sites: readonly SiteChoice[];
}) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const form = useRef<HTMLFormElement>(null);
  const filters = toSearch({ ...changed(query, {}), sort: defaultQuery.sort, size: defaultQuery.size });
  // Fields show what the address says after a link changed it, without losing the focus.
  useEffect(() => {
    if (filters !== undefined) form.current?.reset();
  }, [filters]);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const href = `${path}${toSearch(changed(query, filtersOf(event.currentTarget)))}`;
    startTransition(() => router.push(href, { scroll: false }));
  };
  return (
    <search>
      <form
        ref={form}
        action={path}
        method="get"
        onSubmit={submit}
        className="grid grid-cols-2 gap-2 md:grid-cols-[repeat(auto-fill,minmax(8rem,1fr))]"
      >
        <HiddenFields query={query} except={["kind", "user", "computer", "site", "ip", "q"]} />
        <div className="relative col-span-2">
          <Search
            className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-muted-foreground"
            aria-hidden="true"
          />
          <Input
            type="search"
            name="q"
            aria-label="Search events"
            placeholder="Search user, computer, site, type, IP"
            defaultValue={query.search ?? ""}
            maxLength={200}
            className="pl-8"
          />
        </div>
        <KindField kinds={query.kinds} />
        <NameField name="user" label="User" what="person" path={path} value={query.user} />
        <NameField name="computer" label="Computer" what="computer" path={path} value={query.computer} />
        <NativeSelect key={query.siteId} name="site" aria-label="Site" defaultValue={query.siteId ?? ""}>
          <option value="">All sites</option>
          {sites.map((site) => (
            <option key={site.id} value={site.id}>
              {site.label}
            </option>
          ))}
        </NativeSelect>
        <Input
          name="ip"
          aria-label="IP address"
          placeholder="IP address"
          defaultValue={query.ip ?? ""}
          maxLength={64}
          autoComplete="off"
          spellCheck={false}
        />
        <div className="col-span-2 flex items-center gap-2 md:col-span-1">
          <Button type="submit" variant="secondary" aria-busy={pending}>
            {pending ? <LoaderCircle className="animate-spin" aria-hidden="true" /> : null}
            Apply
          </Button>
          {hasFilters(query) ? (
            <Button asChild variant="ghost">
              <Link href={`${path}${toSearch(changed(query, noFilters))}`} prefetch={false} scroll={false}>
                Clear
              </Link>
            </Button>
          ) : null}
        </div>
      </form>
    </search>
  );
}
