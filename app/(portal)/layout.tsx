import { CircleUser } from "lucide-react";
import { cookies } from "next/headers";
import Link from "next/link";
import type { ReactNode } from "react";
import { signOut } from "@/app/(signed-out)/sign-out/actions";
import { Palette } from "@/components/palette/palette";
import { BrandMark } from "@/components/shell/brand-mark";
import { NavigationList } from "@/components/shell/navigation-list";
import { PhoneNavigation } from "@/components/shell/phone-navigation";
import { ScopeSwitch } from "@/components/shell/scope-switch";
import { Shell } from "@/components/shell/shell";
import { SkipLink } from "@/components/shell/skip-link";
import { ThemeSwitch } from "@/components/shell/theme-switch";
import { Trail } from "@/components/shell/trail";
import { ViewerMenu } from "@/components/shell/viewer-menu";
import { storedTheme } from "@/lib/portal/identity/account/forms";
import { asksForCode } from "@/lib/portal/identity/step-up-page";
import { readOwnProfile, requirePortal } from "@/lib/portal/portal";
import { StoredTheme } from "./account/stored-theme";
import { placeGroups, rankOf, scopesOf } from "./shell-data";
import { StepUpHost } from "./step-up/step-up-host";

const sidebarCookie = "sidebar";
const accountLinks = [{ id: "account", label: "Account", href: "/account", icon: <CircleUser aria-hidden="true" /> }];
const accountPlaces = accountLinks.map(({ id, label, href }) => ({ id, label, href }));
const roleWords = { GlobalAdmin: "Global administrator", Admin: "Administrator", User: "User" } as const;

export default async function PortalLayout({ children }: { children: ReactNode }) {
  const portal = await requirePortal();
  const { viewer, companies } = portal;
  const rank = rankOf(portal);
  const scopes = scopesOf(companies);
  const [last, pending, profile] = await Promise.all([
    portal.events.last(),
    portal.users.pendingCount(),
    readOwnProfile(),
  ]);
  const groups = placeGroups({ rank, firstSteps: last === null, pending });
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
      links={accountLinks}
      signOut={signOut}
    />
  );
  return (
    <>
      <SkipLink>Skip to the content</SkipLink>
      <StoredTheme theme={storedTheme(profile?.theme ?? null)} />
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
        trail={<Trail {...navigation} groups={placeGroups({ rank, firstSteps: true })} />}
        actions={
          <>
            <Palette
              label="Go to a page, company, person or computer"
              placesLabel="Pages"
              scopesLabel="Companies"
              find="/find"
              more={accountPlaces}
              {...navigation}
            />
            <ThemeSwitch />
          </>
        }
      >
        <StepUpHost asksCode={await asksForCode()}>{children}</StepUpHost>
      </Shell>
    </>
  );
}
