"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { Fragment } from "react";
import {
  Breadcrumb,
  BreadcrumbItem,
  BreadcrumbLink,
  BreadcrumbList,
  BreadcrumbPage,
  BreadcrumbSeparator,
} from "@/components/ui/breadcrumb";
import { type PlaceGroup, type Scope, trailOf } from "./places";

/** Breadcrumbs from the address: the scope, the place in it, and what lies deeper. */
export function Trail({
  groups,
  scopes,
  base,
}: {
  groups: readonly PlaceGroup[];
  scopes: readonly Scope[];
  base: string;
}) {
  const crumbs = trailOf(usePathname(), groups, scopes, base);
  if (crumbs.length === 0) return null;
  return (
    <Breadcrumb>
      <BreadcrumbList>
        {crumbs.map((crumb, index) => (
          <Fragment key={crumb.key}>
            <BreadcrumbItem className={index < crumbs.length - 1 ? "max-sm:shrink" : undefined}>
              {index > 0 ? <BreadcrumbSeparator /> : null}
              {crumb.href && index < crumbs.length - 1 ? (
                <BreadcrumbLink asChild>
                  <Link href={crumb.href}>{crumb.label}</Link>
                </BreadcrumbLink>
              ) : index === crumbs.length - 1 ? (
                <BreadcrumbPage>{crumb.label}</BreadcrumbPage>
              ) : (
                <span className="truncate px-1">{crumb.label}</span>
              )}
            </BreadcrumbItem>
          </Fragment>
        ))}
      </BreadcrumbList>
    </Breadcrumb>
  );
}
