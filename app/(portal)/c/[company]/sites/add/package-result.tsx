"use client";

import { Download } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { firstEventCommand } from "@/app/(portal)/home/command";
import { useStepUpAction } from "@/app/(portal)/step-up/use-step-up-action";
import { FormMessage } from "@/components/forms/form-message";
import { KeptForm } from "@/components/forms/kept-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CodeBlock } from "@/components/ui/code-block";
import { ShownOnce } from "@/components/ui/shown-once";
import type { MadePackage } from "@/lib/portal/sites/package-changes";
import { powershellCommand } from "./commands";
import { downloadFrom } from "./download";
import { WaitForKey } from "./wait-for-key";

/** After the key was made: the file, the lines to try it with, and what arrives. Gone with the page. */
export function PackageResult({ companyId, made }: { companyId: number; made: MadePackage }) {
  const sending = { server: made.serverUrl, apiKey: made.key };
  // One moment for the page: the same event twice is one.
  const [sentAt] = useState(() => new Date().toISOString().replace(/\.\d+Z$/, "Z"));
  return (
    <div className="flex flex-col gap-5">
      <ShownOnce
        label={`The new key of ${made.siteName}`}
        value={made.key}
        hint="It is in the package and in the lines below. It is kept as a digest only: when this page is left, it cannot be shown again."
      />
      <Card className="gap-3 p-4 sm:p-5">
        <h2 className="font-semibold text-sm">Package for Windows computers</h2>
        <DownloadForm address={`/c/${companyId}/sites/package`} fields={made.fields} />
        <ol className="ml-4 list-decimal text-[0.8125rem] text-muted-foreground leading-relaxed">
          <li>Unpack the whole ZIP file on the computer.</li>
          <li>
            Right-click <code className="font-mono">install_service.bat</code> and choose “Run as administrator”.
          </li>
          <li>Delete the folder and the ZIP file afterwards: config.ini holds the key.</li>
        </ol>
        <p className="text-[0.8125rem] text-muted-foreground">
          One package serves all computers of the site. It can be fetched here for 15 minutes.
        </p>
      </Card>
      <Card className="gap-3 p-4 sm:p-5">
        <h2 className="font-semibold text-sm">Or send a first event by hand</h2>
        <CodeBlock label="PowerShell, on a Windows computer" code={powershellCommand(sending)} />
        <CodeBlock
          label="curl, in a shell"
          code={firstEventCommand({ base: made.serverUrl, apiKey: made.key, sentAt })}
        />
        <p className="text-muted-foreground text-xs leading-relaxed">
          With a certificate that the server made itself, PowerShell 7 takes{" "}
          <code className="font-mono">-SkipCertificateCheck</code>; curl's <code className="font-mono">-k</code> does
          the same. Leave both out once the certificate is one that computers trust.
        </p>
      </Card>
      <Card className="gap-3 p-4 sm:p-5">
        <WaitForKey
          address={`/c/${companyId}/sites/first-event?key=${made.keyId}`}
          next={`/c/${companyId}/dashboard`}
        />
      </Card>
      <Button asChild variant="outline" className="self-start">
        <Link href={`/c/${companyId}/sites/${made.siteId}`}>Go to the site</Link>
      </Button>
    </div>
  );
}

function DownloadForm({ address, fields }: { address: string; fields: Record<string, string> }) {
  const [fetchFile] = useState(() => downloadFrom(address));
  const { state, submit, pending } = useStepUpAction(fetchFile);
  return (
    <KeptForm action={submit} className="flex flex-col gap-3">
      {state && !state.ok ? <FormMessage>{state.message}</FormMessage> : null}
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div className="flex flex-wrap items-center gap-3">
        <SubmitButton pending={pending} pendingLabel="Fetching…">
          <Download aria-hidden="true" />
          Download package
        </SubmitButton>
        <span aria-live="polite" className="text-[0.8125rem] text-success">
          {state?.ok ? `${state.value.fileName} was saved.` : ""}
        </span>
      </div>
    </KeptForm>
  );
}
