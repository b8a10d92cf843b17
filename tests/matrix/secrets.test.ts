import { randomBytes } from "node:crypto";
import { describeApiKey } from "@/lib/agents/api-key";
import type { Database } from "@/lib/db/database";
import type { RunningPortal } from "../running-portal";
import { pageEntries } from "./page-entries";
import { type Stage, startStage } from "./stage";
import { makeCompany, makeThings, roles, signedInAs, type Things } from "./world";

let portal: RunningPortal;
let db: Database;
let stage: Stage;
let own: number;
let things: Things;
/** What no page may ever hold: its name for the message, and the text. */
const secrets = new Map<string, string>();

beforeAll(async () => {
  stage = await startStage({ ENABLE_RATE_LIMITING: "false" });
  ({ portal, db } = stage);
  own = await makeCompany(db, "Own");
  things = await makeThings(db, own, "own");
  await plant();
}, 90_000);

afterAll(async () => {
  await stage?.end();
});

/** Marks every secret column of the user, site and company that the pages show. */
async function plant(): Promise<void> {
  const marked = (what: string): string => {
    const text = `${what}-${randomBytes(12).toString("hex")}`;
    secrets.set(what, text);
    return text;
  };
  const key = describeApiKey(randomBytes(32).toString("hex"));
  secrets.set("api key hash", key.keyHash);
  await db.unitOfWork(async (tx) => {
    const secret = { passwordHash: marked("passwordhash"), mfaSecret: marked("totpsecret"), mfaEnabled: true };
    await tx.prisma.user.updateMany({ where: { id: things.userId }, data: secret });
    await tx.prisma.session.updateMany({ where: { id: things.sessionId }, data: { tokenHash: marked("sessionhash") } });
    await tx.prisma.invitation.updateMany({
      where: { id: things.invitationId },
      data: { tokenHash: marked("invitationhash") },
    });
    await tx.prisma.apiKey.updateMany({ where: { id: things.keyId }, data: { keyHash: key.keyHash } });
    await tx.prisma.recoveryCode.create({ data: { userId: things.userId, codeHash: marked("recoveryhash") } });
    const resetToken = { userId: things.userId, tokenHash: marked("resethash"), expiresAt: new Date(Date.now() + 9e6) };
    await tx.prisma.resetToken.create({ data: resetToken });
    await tx.prisma.settings.updateMany({ data: { setupCodeHash: marked("setuphash") } });
  });
}

const addressOf = (path: string): string =>
  path
    .replace("[company]", String(things.companyId))
    .replace("[site]", String(things.siteId))
    .replace("[user]", String(things.userId))
    .replace("[id]", String(things.errorId));

const readable = Object.entries(pageEntries).filter(
  ([path, { method }]) => method !== "POST" && !path.startsWith("/api/"),
);

test.each(roles)("no page and no payload shows a secret to: %s", async (role) => {
  const { cookie } = await signedInAs(db, role, own);
  const shown: string[] = [];
  let answered = 0;
  for (const [path, { query }] of readable) {
    for (const payload of [false, true]) {
      const address = addressOf(path) + (query ? `?${query.replace(":key", String(things.keyId))}` : "");
      const response = await fetch(portal.httpUrl + address, {
        redirect: "manual",
        headers: { ...(cookie ? { cookie } : {}), ...(payload ? { rsc: "1" } : {}) },
      });
      const body = await response.text();
      if (response.status === 200) answered += 1;
      for (const [what, text] of secrets) if (body.includes(text)) shown.push(`${address}: ${what}`);
      // The viewer's own token is in the cookie and nowhere else.
      const token = cookie?.split("=")[1];
      if (token && body.includes(token)) shown.push(`${address}: the viewer's own token`);
    }
  }
  expect(shown).toEqual([]);
  if (role === "GlobalAdmin") expect(answered).toBeGreaterThan(30);
});
