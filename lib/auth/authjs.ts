import type { AuthConfig } from "@auth/core";
import type { Adapter } from "@auth/core/adapters";
import { CredentialsSignin } from "@auth/core/errors";
import Credentials from "@auth/core/providers/credentials";
import { safeRedirectTarget } from "@/lib/access/redirect-target";
import { isPortalError, type PortalError } from "@/lib/errors";
import type { Log } from "@/lib/log";
import { type CookieNames, cookieOptions } from "./browser/cookies";
import type { SignedInAccount } from "./sign-in";

type AuthJsOptions = {
  /** deriveKey(secret, "authjs") as text. */
  secret: string;
  names: CookieNames;
  adapter: Adapter;
  log: Pick<Log, "error" | "warn">;
  /** The longest life of a session; the row decides how long it really lives. */
  maxAgeSeconds: number;
  /** Proves the password and makes the session row. Refuses with a PortalError. */
  signIn(form: { login: string; password: string; remember: boolean }): Promise<SignedInAccount>;
};

/** An expected refusal on its way through Auth.js: only its code may reach an address bar. */
class SignInRefused extends CredentialsSignin {
  readonly refusal: PortalError;

  constructor(refusal: PortalError) {
    super();
    this.refusal = refusal;
    this.code = refusal.code;
  }
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/**
 * Auth.js with a password and database sessions. It accepts database sessions with credentials only when the strategy
 * is left out and the token is made by hand: `signIn` makes the row, `jwt` carries its token, `encode` puts it in the
 * cookie, and from then on the adapter reads it (docs/decisions/008-authjs.md).
 */
export function authJsConfig({ secret, names, adapter, log, maxAgeSeconds, signIn }: AuthJsOptions): AuthConfig {
  const options = cookieOptions(names);
  return {
    secret,
    adapter,
    basePath: "/api/auth",
    // No address is ever built from the Host it trusts: redirects are cut down to local paths.
    trustHost: true,
    useSecureCookies: names.secure,
    session: { maxAge: maxAgeSeconds },
    pages: { signIn: "/login", signOut: "/login", error: "/login" },
    cookies: {
      sessionToken: { name: names.session, options },
      csrfToken: { name: names.csrf, options },
      callbackUrl: { name: names.callback, options },
    },
    providers: [
      Credentials({
        credentials: { login: {}, password: {}, remember: {} },
        async authorize(form) {
          const { login, password, remember } = form;
          try {
            const account = await signIn({
              login: text(login),
              password: text(password),
              remember: remember === "on",
            });
            return {
              id: String(account.userId),
              name: account.username,
              email: account.email,
              sessionToken: account.token,
            };
          } catch (error) {
            throw isPortalError(error) ? new SignInRefused(error) : error;
          }
        },
      }),
    ],
    callbacks: {
      jwt({ token, user }) {
        return user && "sessionToken" in user ? { sessionToken: user.sessionToken } : token;
      },
      session({ session, user }) {
        // Listed one by one: what is not named here never leaves the server.
        return {
          user: { name: user.name, email: user.email },
          expires: session.expires,
        };
      },
      redirect({ url, baseUrl }) {
        const path = url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url;
        return `${baseUrl}${safeRedirectTarget(path)}`;
      },
    },
    jwt: {
      async encode({ token }) {
        const sessionToken = token?.sessionToken;
        if (typeof sessionToken !== "string") throw new Error("A sign-in made no session.");
        return sessionToken;
      },
      decode: async () => null,
    },
    logger: {
      error(error) {
        // A wrong password is in the audit trail, and is no fault of the product.
        if ("type" in error && error.type === "CredentialsSignin") return;
        log.error({ err: error }, "Auth.js failed");
      },
      warn: (code) => log.warn({ code }, "Auth.js warns"),
      debug: () => undefined,
    },
  };
}
