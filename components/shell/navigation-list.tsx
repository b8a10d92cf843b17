"use client";

import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { groupsIn, hrefIn, isCurrent, type PlaceGroup, type Scope } from "./places";
import { useScope } from "./use-scope";

/** `onFollow` runs when a link is followed (a sheet closes itself). */
export function NavigationList({
  label,
  groups,
  scopes,
  base,
  onFollow,
}: {
  label: string;
  groups: readonly PlaceGroup[];
  scopes: readonly Scope[];
  base: string;
  onFollow?: () => void;
}) {
  const { pathname, scope } = useScope(scopes, base);
  return (
    <nav aria-label={label} className="flex flex-col gap-4">
      {groupsIn(groups, scope).map((group) => (
        <div key={group.id} className="flex flex-col gap-1">
          {group.label ? (
            <p className="px-2 font-medium text-muted-foreground text-xs group-data-[collapsed=true]/shell:lg:sr-only">
              {group.label}
            </p>
          ) : null}
          <ul className="flex flex-col gap-0.5">
            {group.places.map((place) => {
              const href = hrefIn(place, scope?.id ?? "");
              const current = isCurrent(pathname, href, place.exact);
              return (
                <li key={place.id}>
                  <Link
                    href={href}
                    title={place.label}
                    aria-current={current ? "page" : undefined}
                    onClick={onFollow}
                    className={cn(
                      "relative flex h-8 items-center gap-2.5 rounded-md px-2.5 text-sidebar-foreground text-sm outline-none hover:bg-sidebar-accent hover:text-sidebar-accent-foreground focus-visible:outline-2 focus-visible:outline-ring [&_svg]:size-4 [&_svg]:shrink-0",
                      current &&
                        "bg-sidebar-accent font-medium text-sidebar-accent-foreground before:absolute before:inset-y-2 before:left-0 before:w-0.5 before:rounded-full before:bg-primary [&_svg]:text-link",
                    )}
                  >
                    {place.icon}
                    <span className="truncate group-data-[collapsed=true]/shell:lg:sr-only">{place.label}</span>
                    {place.note ? (
                      <Badge
                        variant="warning"
                        title={place.note.words}
                        className="ml-auto group-data-[collapsed=true]/shell:lg:sr-only"
                      >
                        <span aria-hidden="true">{place.note.figure}</span>
                        <span className="sr-only">{place.note.words}</span>
                      </Badge>
                    ) : null}
                  </Link>
                </li>
              );
            })}
          </ul>
        </div>
      ))}
    </nav>
  );
}
