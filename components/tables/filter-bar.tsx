"use client";

import { LoaderCircle, Search } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type FormEvent, type ReactNode, useEffect, useRef, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";

/** The fields that say something, as an address: empty ones would only make it longer. */
function addressOf(path: string, form: HTMLFormElement): string {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value.trim() !== "") query.append(name, value.trim());
  }
  const text = query.toString();
  return text === "" ? path : `${path}?${text}`;
}

/**
 * Narrows a list: a plain GET form to `action`, so it works without client JavaScript and every view has an address.
 * With scripts a changed choice acts at once, text on Enter or "Apply". `children` are labelled selects and inputs;
 * `hidden` keeps what is no field here, such as the order. `key` it by the address's filters to show what a link changed.
 */
export function FilterBar({
  action,
  hidden = {},
  search,
  children,
  resetHref,
  isFiltered,
}: {
  action: string;
  hidden?: Record<string, string>;
  search?: { name: string; value: string; placeholder: string; label: string };
  children?: ReactNode;
  resetHref: string;
  isFiltered: boolean;
}) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    const element = form.current;
    if (!element) return;
    const onChange = (event: Event): void => {
      if (event.target instanceof HTMLSelectElement) element.requestSubmit();
    };
    element.addEventListener("change", onChange);
    return () => element.removeEventListener("change", onChange);
  }, []);

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const href = addressOf(action, event.currentTarget);
    startTransition(() => router.push(href, { scroll: false }));
  }

  return (
    <search>
      <form
        ref={form}
        action={action}
        method="get"
        onSubmit={submit}
        className="grid grid-cols-2 gap-2 md:grid-cols-[repeat(auto-fill,minmax(9rem,1fr))]"
      >
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {search ? (
          <div className="relative col-span-2">
            <Search
              className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-muted-foreground"
              aria-hidden="true"
            />
            <Input
              type="search"
              name={search.name}
              aria-label={search.label}
              placeholder={search.placeholder}
              defaultValue={search.value}
              maxLength={200}
              className="pl-8"
            />
          </div>
        ) : null}
        {children}
        <div className="col-span-2 flex items-center gap-2 md:col-span-1">
          <Button type="submit" variant="secondary" aria-busy={pending}>
            {pending ? <LoaderCircle className="animate-spin" aria-hidden="true" /> : null}
            Apply
          </Button>
          {isFiltered ? (
            <Button asChild variant="ghost">
              <Link href={resetHref} prefetch={false} scroll={false}>
                Clear
              </Link>
            </Button>
          ) : null}
        </div>
      </form>
    </search>
  );
}
