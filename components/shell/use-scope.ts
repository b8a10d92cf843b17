"use client";

import { usePathname } from "next/navigation";
import { type Scope, scopeIdOf } from "./places";

/** The scope of the address; outside the base the first of the list, so that the navigation stays useful there. */
export function useScope(
  scopes: readonly Scope[],
  base: string,
): { pathname: string; scope: Scope | null; within: boolean } {
  const pathname = usePathname();
  const id = scopeIdOf(pathname, base);
  const found = id === null ? undefined : scopes.find((scope) => scope.id === id);
  return { pathname, scope: found ?? scopes[0] ?? null, within: found !== undefined };
}
