"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "@/components/ui/cn";

const pages = [
  { href: "/account", label: "Profile" },
  { href: "/account/password", label: "Password" },
  { href: "/account/mfa", label: "Second factor" },
  { href: "/account/sessions", label: "Sessions" },
  { href: "/account/preferences", label: "Preferences" },
];

/** Pages of one's own account: links, so that each has its address and works without scripts. */
export function AccountTabs() {
  const pathname = usePathname();
  return (
    <nav aria-label="Account" className="border-border border-b">
      <ul className="flex flex-wrap gap-x-1">
        {pages.map(({ href, label }) => {
          const isCurrent = pathname === href || (href !== "/account" && pathname.startsWith(`${href}/`));
          return (
            <li key={href}>
              <Link
                href={href}
                aria-current={isCurrent ? "page" : undefined}
                className={cn(
                  "inline-flex h-9 items-center whitespace-nowrap border-transparent border-b-2 px-2.5 font-medium text-[0.8125rem] text-muted-foreground outline-none hover:text-foreground focus-visible:outline-2 focus-visible:outline-ring focus-visible:-outline-offset-2",
                  isCurrent && "border-primary text-foreground",
                )}
              >
                {label}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
