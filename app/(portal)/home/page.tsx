import { Building2 } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { type Portal, requirePortal } from "@/lib/portal/portal";
import { readFirstSteps } from "@/lib/portal/start/first-steps";
import { highestRank } from "../navigation";
import { startPath } from "../start-path";
import { FirstEventCommand } from "./first-event-command";
import { Step } from "./step";
import { WaitForEvent } from "./wait-for-event";

export const metadata: Metadata = { title: "First steps" };

export default async function HomePage() {
  const portal = await requirePortal();
  const { companies } = portal;
  if (companies.length === 0) {
    return portal.viewer.globalRole === "GlobalAdmin" ? (
      <FirstCompany />
    ) : (
      <NoCompany username={portal.viewer.username} />
    );
  }
  const rank = highestRank(companies.map((company) => company.rank));
  return rank === "User" ? <Waiting portal={portal} /> : <Checklist portal={portal} />;
}

function NoCompany({ username }: { username: string }) {
  return (
    <Frame description={`You are signed in as ${username}.`} title="Welcome">
      <Card>
        <EmptyState icon={Building2} title="You are not in a company yet">
          Ask an administrator of your company to add you. What you may see appears here as soon as they have.
        </EmptyState>
      </Card>
    </Frame>
  );
}

/** The last company was deleted. */
function FirstCompany() {
  const action = (
    <Button asChild>
      <Link href="/admin/companies/new">New company</Link>
    </Button>
  );
  return (
    <Frame description="This installation has no company." title="Welcome">
      <Card>
        <EmptyState icon={Building2} title="There is no company yet" action={action}>
          Events, sites and keys belong to a company. Make one to go on.
        </EmptyState>
      </Card>
    </Frame>
  );
}

async function Waiting({ portal }: { portal: Portal }) {
  const arrived = (await portal.events.last()) !== null;
  return (
    <Frame title="Welcome" description="Sign-ins of your company's computers will be shown here.">
      <Card className="p-4">
        <WaitForEvent arrived={arrived} startPath={await startPath(portal)} />
      </Card>
    </Frame>
  );
}

async function Checklist({ portal }: { portal: Portal }) {
  const [{ firstKey, publicUrl }, keys, sites, last] = await Promise.all([
    readFirstSteps(),
    portal.agents.keys(),
    portal.agents.sites(),
    portal.events.last(),
  ]);
  const key = keys.find((entry) => entry.isActive);
  const site = sites.find((entry) => entry.id === key?.siteId);
  const company = portal.companies.find((entry) => entry.id === key?.companyId);
  const arrived = last !== null;
  return (
    <Frame title="First steps" description="From a new installation to the first sign-in on the dashboard.">
      <Card>
        <ol className="divide-y divide-border">
          <Step number={1} done title="Choose your own password">
            <p>The password of the first start no longer opens anything.</p>
          </Step>
          <Step number={2} done={key !== undefined} title="Have a site with an API key">
            {key ? (
              <p>
                Site <strong className="text-foreground">{site?.name ?? key.label}</strong>
                {company ? ` of ${company.name}` : ""} has a key that begins with{" "}
                <code className="font-mono text-foreground">{key.prefix}</code>. Every computer of that site sends with
                it.
              </p>
            ) : (
              <p>A computer sends its events with the key of its site. There is no active key yet.</p>
            )}
          </Step>
          <Step number={3} done={arrived} title="Send a first event">
            <p>Try it from any computer that reaches this server:</p>
            <FirstEventCommand
              publicUrl={publicUrl}
              apiKey={firstKey}
              sentAt={portal.now.toISOString().replace(/\.\d+Z$/, "Z")}
            />
            {firstKey ? null : (
              <p>
                Put your API key in the place of <code className="font-mono text-foreground">YOUR_API_KEY</code>. The
                key of the first start was printed when the server first started, or written to{" "}
                <code className="font-mono text-foreground">first-start.txt</code> in its instance folder.
              </p>
            )}
            <WaitForEvent arrived={arrived} startPath={await startPath(portal)} />
          </Step>
        </ol>
      </Card>
    </Frame>
  );
}

function Frame({ title, description, children }: { title: string; description: string; children: ReactNode }) {
  return (
    <div className="mx-auto flex max-w-3xl flex-col gap-5">
      <PageHeader title={title} description={description} />
      {children}
    </div>
  );
}
