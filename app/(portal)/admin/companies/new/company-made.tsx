"use client";

import Link from "next/link";
import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { ShownOnce } from "@/components/ui/shown-once";

/** After a company was made: its first key, this one time, and what to do with it. */
export function CompanyMade({ made }: { made: { companyId: number; name: string; siteName: string; apiKey: string } }) {
  const title = useRef<HTMLHeadingElement>(null);
  // The form is gone and the focus with it: whoever listens to the page hears what came instead.
  useEffect(() => title.current?.focus(), []);
  const base = `/c/${made.companyId}`;
  return (
    <Card>
      <CardHeader>
        <CardTitle ref={title} tabIndex={-1} className="outline-none">
          <bdi>{made.name}</bdi> is ready
        </CardTitle>
        <CardDescription>
          Keep the key of site <bdi>{made.siteName}</bdi> now: only a part of it is shown later.
        </CardDescription>
      </CardHeader>
      <CardContent className="flex flex-col gap-4">
        <ShownOnce
          label={`API key of site ${made.siteName}`}
          value={made.apiKey}
          hint="Every computer of the site sends with this key. A lost key is replaced by a new one on the page of sites."
        />
        <div>
          <h3 className="font-medium text-sm">Next steps</h3>
          <ol className="mt-1 ml-4 list-decimal text-[0.8125rem] text-muted-foreground leading-relaxed">
            <li>Add computers: the page of sites has the agent's package and the commands to install it.</li>
            <li>Invite the people who administer the company.</li>
            <li>Set its working hours and the rules of its sessions.</li>
          </ol>
        </div>
        <div className="flex flex-wrap gap-2">
          <Button asChild>
            <Link href={`${base}/sites`}>Add computers</Link>
          </Button>
          <Button asChild variant="outline">
            <Link href={`${base}/members`}>Members</Link>
          </Button>
          <Button asChild variant="outline">
            <Link href={`${base}/settings`}>Company settings</Link>
          </Button>
          <Button asChild variant="ghost">
            <Link href="/admin/companies">All companies</Link>
          </Button>
        </div>
      </CardContent>
    </Card>
  );
}
