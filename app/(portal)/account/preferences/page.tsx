import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Card, CardContent } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { dateLanguages, storedDateLanguage, storedTheme, themes } from "@/lib/portal/identity/account/forms";
import { readOwnProfile, requirePortal } from "@/lib/portal/portal";
import { formatMoment, languageWords } from "../../date-language";
import { PreferencesForm } from "./form";

export const metadata: Metadata = { title: "Preferences" };

const themeWords = { dark: "Dark", light: "Light", system: "As the system" } as const;

export default async function PreferencesPage() {
  const { now, timeZone } = await requirePortal();
  const profile = await readOwnProfile();
  if (!profile) notFound();
  return (
    <>
      <PageHeader title="Preferences" description="How the portal looks to you, whichever computer you use." />
      <Card>
        <CardContent>
          <PreferencesForm
            theme={storedTheme(profile.theme) ?? "dark"}
            language={storedDateLanguage(profile.locale)}
            themes={themes.map((value) => ({ value, label: themeWords[value] }))}
            languages={dateLanguages.map((value) => ({
              value,
              label: `${languageWords[value]} · ${formatMoment(now, timeZone, "minute", value)}`,
            }))}
          />
        </CardContent>
      </Card>
    </>
  );
}
