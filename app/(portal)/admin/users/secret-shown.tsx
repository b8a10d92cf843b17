"use client";

import { ShownOnce } from "@/components/ui/shown-once";
import type { OneTimeSecret } from "@/lib/portal/people/users/one-time-secret";

/** What is handed over to the user. It is in this answer alone: nobody can look it up again. */
export function SecretShown({
  secret,
  base,
  username,
}: {
  secret: OneTimeSecret;
  base: string | null;
  username: string;
}) {
  if (secret.kind === "password") {
    return (
      <ShownOnce
        label="One-time password"
        value={secret.password}
        hint={
          <>
            Give it to <bdi>{username}</bdi> in person or by telephone. At the first sign-in it must be changed. It is
            not shown again.
          </>
        }
      />
    );
  }
  return (
    <ShownOnce
      label="One-time link"
      value={`${base ?? ""}/reset#${secret.token}`}
      hint={
        <>
          {base === null ? "Open this path at the portal's address. " : null}
          Whoever opens it sets the password of <bdi>{username}</bdi>, so give it to nobody else. It works once, within
          an hour, and is not shown again.
        </>
      }
    />
  );
}
