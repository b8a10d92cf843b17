/** What a cookie needs to know of the request that sets or sends it. */
type CookieScene = {
  scheme: "http" | "https";
  /** From this machine, not forwarded. */
  isLocal: boolean;
  /** SESSION_COOKIE_SECURE: false lets the plain cookie travel over any plain connection. */
  secureRequired: boolean;
};

export type CookieNames = {
  session: string;
  /** Auth.js reads every cookie whose name begins like the session's as a part of it, so the others begin otherwise. */
  knownDevice: string;
  csrf: string;
  callback: string;
  secure: boolean;
};

const httpsNames: CookieNames = {
  session: "__Host-winauthmon",
  knownDevice: "__Host-device-winauthmon",
  csrf: "__Host-csrf-winauthmon",
  callback: "__Host-callback-winauthmon",
  secure: true,
};

const httpNames: CookieNames = {
  session: "winauthmon",
  knownDevice: "device-winauthmon",
  csrf: "csrf-winauthmon",
  callback: "callback-winauthmon",
  secure: false,
};

/**
 * The cookies of this connection; each is honoured on its own scheme only. Null: this connection is not encrypted
 * and comes from elsewhere, so no cookie may travel over it and nobody can be signed in (5-access, sessions).
 */
export function cookieNamesFor(scene: CookieScene): CookieNames | null {
  if (scene.scheme === "https") return httpsNames;
  return scene.isLocal || !scene.secureRequired ? httpNames : null;
}

/** Attributes of every cookie of the portal. Without `maxAgeSeconds` it ends with the browser. */
export function cookieOptions(names: CookieNames, maxAgeSeconds?: number) {
  return {
    httpOnly: true,
    sameSite: "lax",
    path: "/",
    secure: names.secure,
    ...(maxAgeSeconds === undefined ? {} : { maxAge: maxAgeSeconds }),
  } as const;
}
