import { cookies, headers } from "next/headers";
import NextAuth from "next-auth";
import { authJsConfig } from "@/lib/auth/authjs";
import { authJsAdapter } from "@/lib/auth/authjs-adapter";
import type { CookieNames } from "@/lib/auth/browser/cookies";
import { readKnownDevice } from "@/lib/auth/browser/known-device";
import { deriveKey } from "@/lib/auth/secret";
import { signInWith } from "@/lib/auth/sign-in";
import { PortalError } from "@/lib/errors";
import { installationPeople } from "@/lib/people/store";
import { readSettings } from "@/lib/settings/store";
import { type RequestFacts, readRequestFacts } from "../request";
import { getRuntime, type Runtime } from "../runtime";
import { cookieNamesOf } from "../session";

const daySeconds = 86_400;

export type Connection = { runtime: Runtime; facts: RequestFacts; names: CookieNames };

/** This request's connection; PortalError when it may carry no session cookie at all. */
export async function requireConnection(): Promise<Connection> {
  const runtime = await getRuntime();
  const facts = readRequestFacts(await headers());
  const names = cookieNamesOf(facts, runtime);
  if (!names) {
    throw new PortalError(
      "invalid",
      "This connection is not encrypted, so nobody can sign in over it. Open the portal with https.",
    );
  }
  return { runtime, facts, names };
}

/** Made anew for each request: cookie names follow its scheme, and the sign-in needs its address and its cookies. */
async function configOfRequest() {
  const { runtime, facts, names } = await requireConnection();
  const { db, secret, limits, log } = runtime;
  const jar = await cookies();
  const settings = await readSettings(db);
  const { peer, userAgent, isLocal } = facts;
  return authJsConfig({
    secret: deriveKey(secret, "authjs").toString("hex"),
    names,
    log,
    maxAgeSeconds: settings.rememberDays * daySeconds,
    adapter: authJsAdapter({ db, clock: () => new Date(), peer, userAgent }),
    signIn(form) {
      const now = new Date();
      const findUser = (nameOrEmail: string) => installationPeople(db).findUserForSignIn(nameOrEmail);
      const cookie = jar.get(names.knownDevice)?.value;
      const deviceKey = deriveKey(secret, "known-device");
      const previousToken = jar.get(names.session)?.value ?? null;
      return signInWith(
        { db, limits, auditKey: deriveKey(secret, "audit"), findUser },
        {
          ...form,
          peer,
          userAgent,
          isLocal,
          deviceOf: (user) => readKnownDevice(cookie, user, now, deviceKey),
          previousToken,
          now,
        },
      );
    },
  });
}

export const authJs = NextAuth(configOfRequest);
