import { cookies } from "next/headers";
import Link from "next/link";
import type { ReactNode } from "react";
import { signOut } from "@/app/(signed-out)/sign-out/actions";
import { BrandMark } from "@/components/shell/brand-mark";
import { NavigationList } from "@/components/shell/navigation-list";
import { PhoneNavigation } from "@/components/shell/phone-navigation";
import { ScopeSwitch } from "@/components/shell/scope-switch";
import { Shell } from "@/components/shell/shell";
import { SkipLink } from "@/components/shell/skip-link";
import { ThemeSwitch } from "@/components/shell/theme-switch";
import { Trail } from "@/components/shell/trail";
import { ViewerMenu } from "@/components/shell/viewer-menu";
import { requirePortal } from "@/lib/portal/portal";
import { placeGroups, scopesOf } from "./shell-data";

const sidebarCookie = "sidebar";
const roleWords = { GlobalAdmin: "Global administrator", Admin: "Administrator", User: "User" } as const;

export default async function PortalLayout({ children }: { children: ReactNode }) {
  const portal = await requirePortal();
  const { viewer, companies } = portal;
  const scopes = scopesOf(companies);
  const groups = placeGroups({ firstSteps: (await portal.events.last()) === null });
  const collapsed = (await cookies()).get(sidebarCookie)?.value === "collapsed";
  const navigation = { groups, scopes, base: "/c" };
  const brand = (
    <Link
      href="/"
      className="flex items-center gap-2.5 rounded-md font-semibold text-foreground text-sm tracking-tight"
    >
      <BrandMark className="size-6 shrink-0" />
      <span className="group-data-[collapsed=true]/shell:lg:sr-only">WinAuthMon</span>
    </Link>
  );
  const menu = (
    <ViewerMenu
      name={viewer.username}
      detail={roleWords[viewer.globalRole]}
      note={viewer.email}
      links={[]}
      signOut={signOut}
    />
  );
  return (
    <>
      <SkipLink>Skip to the content</SkipLink>
      <Shell
        collapsed={collapsed}
        cookieName={sidebarCookie}
        brand={brand}
        top={<ScopeSwitch label="Company" {...navigation} />}
        navigation={<NavigationList label="Pages" {...navigation} />}
        bottom={menu}
        phoneNavigation={
          <PhoneNavigation title="Navigation" switchLabel="Company" brand={brand} bottom={menu} {...navigation} />
        }
        trail={<Trail {...navigation} groups={placeGroups({ firstSteps: true })} />}
        actions={<ThemeSwitch />}
      >
        {children}
      </Shell>
    </>
  );
}
