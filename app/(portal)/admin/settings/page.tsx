import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { requireAct } from "@/lib/portal/answers/require-act";
import { type SettingsView, settingsView } from "@/lib/portal/installation/settings-page";
import { requirePortal } from "@/lib/portal/portal";
import { groupWords, type SettingsGroup } from "@/lib/settings/schema";
import { Moment } from "../../moment";
import {
  saveLogging,
  savePasswords,
  saveRateLimits,
  saveRegistration,
  saveSecondFactor,
  saveSessions,
  saveTheInstallation,
} from "./actions";
import { Contents } from "./contents";
import { DomainList } from "./domain-list";
import { groupRows } from "./fields/group-rows";
import { FirstKey } from "./first-key";
import { GroupForm } from "./group-form";
import { LevelLegend } from "./level-legend";
import { SecondFactorNote } from "./second-factor-note";

export const metadata: Metadata = { title: "Settings" };

const order: readonly SettingsGroup[] = [
  "registration",
  "secondFactor",
  "passwords",
  "sessions",
  "rateLimits",
  "logging",
  "installation",
];

const countingWords: Record<SettingsView["counting"], string> = {
  alone: "Each portal process counts for itself; REDIS_URL in the configuration lets several count together.",
  together: "All portal processes count together in Redis.",
  away: "Redis does not answer just now: each portal process counts for itself until it does.",
};

export default async function SettingsPage() {
  const portal = await requirePortal();
  await requireAct(portal, "installation.settings");
  const view = (await settingsView(portal.now)) ?? notFound();
  const rows = groupRows(view);
  const { title } = groupWords.secondFactor;
  const contents = [
    ...(view.firstKey ? [{ id: "firstKey", title: "First API key" }] : []),
    ...order.map((id) => ({ id, title: groupWords[id].title })),
  ];
  return (
    <div className="mx-auto flex max-w-5xl flex-col gap-5">
      <PageHeader
        title="Settings"
        description="What holds for the whole installation. Each group is saved by itself."
        note={`Times in ${portal.timeZone}`}
      />
      <div className="grid gap-6 lg:grid-cols-[11rem_minmax(0,1fr)]">
        <Contents entries={contents} />
        <div className="flex min-w-0 flex-col gap-5">
          {view.firstKey ? (
            <Section
              id="firstKey"
              title="First API key"
              explanation="Made at the first start, for your first computers."
            >
              <CardContent>
                <FirstKey
                  value={view.firstKey.key}
                  until={<Moment at={view.firstKey.until} timeZone={portal.timeZone} />}
                />
              </CardContent>
            </Section>
          ) : null}
          <Group id="registration">
            <GroupForm title={groupWords.registration.title} action={saveRegistration} rows={rows.registration} />
            <CardContent className="border-border border-t pt-4">
              <DomainList domains={view.domains} isRestricted={view.settings.restrictEmailDomains} />
            </CardContent>
          </Group>
          <Group id="secondFactor">
            <GroupForm title={title} action={saveSecondFactor} rows={rows.secondFactor}>
              <SecondFactorNote counts={view.secondFactors} viewerHasNone={view.viewerHasNone} />
            </GroupForm>
          </Group>
          <Group id="passwords">
            <GroupForm title={groupWords.passwords.title} action={savePasswords} rows={rows.passwords} />
          </Group>
          <Group id="sessions">
            <GroupForm title={groupWords.sessions.title} action={saveSessions} rows={rows.sessions} />
          </Group>
          <Group id="rateLimits">
            <GroupForm title={groupWords.rateLimits.title} action={saveRateLimits} rows={rows.rateLimits}>
              <p className="text-muted-foreground text-xs leading-relaxed">{countingWords[view.counting]}</p>
            </GroupForm>
          </Group>
          <Group id="logging">
            <GroupForm title={groupWords.logging.title} action={saveLogging} rows={rows.logging}>
              <LevelLegend current={view.settings.logLevel} />
            </GroupForm>
          </Group>
          <Group id="installation">
            <GroupForm title={groupWords.installation.title} action={saveTheInstallation} rows={rows.installation} />
          </Group>
        </div>
      </div>
    </div>
  );
}

function Group({ id, children }: { id: SettingsGroup; children: ReactNode }) {
  return (
    <Section id={id} {...groupWords[id]}>
      {children}
    </Section>
  );
}

function Section({
  id,
  title,
  explanation,
  children,
}: {
  id: string;
  title: string;
  explanation: string;
  children: ReactNode;
}) {
  return (
    <Card id={id} className="scroll-mt-20">
      <CardHeader>
        <CardTitle>{title}</CardTitle>
        <CardDescription>{explanation}</CardDescription>
      </CardHeader>
      {children}
    </Card>
  );
}
