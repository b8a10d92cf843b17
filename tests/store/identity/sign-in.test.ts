import { refusalWords } from "@/lib/auth/sign-in";
import { sessionStore } from "@/lib/auth/store";
import type { Database } from "@/lib/db/database";
import { describeOnEachEngine } from "../engines";
import { after, deskOf, deviceOf, hashOf, makeUser, refusalOf, rightPassword, signIn, start } from "./world";

const alive = async (db: Database, token: string, now = after(1)) =>
  (await sessionStore(db).findByTokenHash(hashOf(token), now)) !== null;

const trail = (db: Database, where: Record<string, unknown>) =>
  db.prisma.auditLog.findMany({ where, orderBy: { id: "asc" } });

describeOnEachEngine("signing in", (open) => {
  test("with the name or the e-mail, in any case, and a token of one's own each time", async () => {
    const db = open();
    const user = await makeUser(db);
    const tokens: string[] = [];
    for (const login of [user.username, user.email, user.username.toUpperCase(), ` ${user.email.toUpperCase()} `]) {
      const account = await signIn(deskOf(db), { login });
      expect(account).toMatchObject({ userId: user.id, username: user.username });
      tokens.push(account.token);
    }
    expect(new Set(tokens).size).toBe(4);
    for (const token of tokens) expect(await alive(db, token)).toBe(true);
  });

  test("the row holds the token's hash and nothing of the token", async () => {
    const db = open();
    const user = await makeUser(db);
    const { token } = await signIn(deskOf(db), { login: user.username, remember: true });
    const rows = await db.prisma.session.findMany({ where: { userId: user.id } });
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ tokenHash: hashOf(token), remember: true, ip: "203.0.113.9", mfaState: "ok" });
    expect(JSON.stringify(rows)).not.toContain(token);
    const noted = await db.prisma.user.findUnique({ where: { id: user.id } });
    expect(noted?.lastSignInAt).toEqual(start);
  });

  test("whatever is wrong, the answer is the same and leaves no session", async () => {
    const db = open();
    const [user, disabled, pending, deleted] = [
      await makeUser(db),
      await makeUser(db, { state: "disabled" }),
      await makeUser(db, { state: "pending" }),
      await makeUser(db),
    ];
    await db.unitOfWork((tx) => tx.prisma.user.update({ where: { id: deleted.id }, data: { deletedAt: start } }));
    const before = await db.prisma.session.count();
    for (const attempt of [
      { login: user.username, password: "wrong horse battery" },
      { login: user.username, password: rightPassword.toUpperCase() },
      { login: user.username, password: `${rightPassword} ` },
      { login: user.username, password: "" },
      { login: "nobody-of-this-name" },
      { login: "" },
      { login: "nobody\u0000'; --" },
      { login: disabled.username },
      { login: pending.email },
      { login: deleted.username },
    ]) {
      const refusal = await refusalOf(signIn(deskOf(db), attempt));
      expect(refusal).toEqual({ code: "invalid", message: refusalWords, fields: { password: refusalWords } });
    }
    expect(await db.prisma.session.count()).toBe(before);
  });

  test("a right one is a link of the audit chain, wrong ones are one row of noise with a count", async () => {
    const db = open();
    const user = await makeUser(db);
    const desk = deskOf(db);
    await signIn(desk, { login: user.username });
    for (let time = 0; time < 3; time++) await refusalOf(signIn(desk, { login: user.email, password: "wrong" }));

    const right = await trail(db, { actorId: user.id });
    expect(right).toHaveLength(1);
    expect(right[0]).toMatchObject({ action: "signed in", outcome: "ok", ip: "203.0.113.9", at: start });
    expect(right[0]?.chainIndex).not.toBeNull();
    const wrong = await trail(db, { actorName: user.username, actorKind: "anonymous" });
    expect(wrong).toMatchObject([{ action: "sign-in refused", outcome: "failed", count: 3, chainIndex: null }]);
    expect(JSON.stringify(wrong)).not.toContain("wrong");
  });

  test("a password typed into the name's field is kept nowhere", async () => {
    const db = open();
    await refusalOf(signIn(deskOf(db), { login: "my secret passphrase", now: after(3) }));
    const rows = await trail(db, { at: after(3) });
    expect(rows).toMatchObject([{ actorName: "unknown name", targetId: null }]);
    expect(JSON.stringify(rows)).not.toContain("passphrase");
  });

  test("signing in again ends the session this browser had", async () => {
    const db = open();
    const user = await makeUser(db);
    const first = await signIn(deskOf(db), { login: user.username });
    const second = await signIn(deskOf(db), { login: user.username, previousToken: first.token });
    const elsewhere = await signIn(deskOf(db), { login: user.username, previousToken: "not a token" });
    expect(await alive(db, first.token)).toBe(false);
    expect(await alive(db, second.token)).toBe(true);
    expect(await alive(db, elsewhere.token)).toBe(true);
  });

  test("eight at once get eight sessions and eight links of the chain", async () => {
    const db = open();
    const user = await makeUser(db);
    const desk = deskOf(db);
    const accounts = await Promise.all(Array.from({ length: 8 }, () => signIn(desk, { login: user.username })));
    expect(new Set(accounts.map((account) => account.token)).size).toBe(8);
    expect(await db.prisma.session.count({ where: { userId: user.id } })).toBe(8);
    expect(await trail(db, { actorId: user.id, action: "signed in" })).toHaveLength(8);
  });

  test("a password changed, or an account disabled, while the old one is checked lets nobody in", async () => {
    const db = open();
    for (const change of [{ passwordHash: "$argon2id$other" }, { state: "disabled" }]) {
      const user = await makeUser(db);
      const desk = deskOf(db);
      const overtaken = {
        ...desk,
        async findUser(login: string) {
          const found = await desk.findUser(login);
          await db.unitOfWork((tx) => tx.prisma.user.update({ where: { id: user.id }, data: change }));
          return found;
        },
      };
      expect(await refusalOf(signIn(overtaken, { login: user.username }))).toMatchObject({ code: "invalid" });
      expect(await db.prisma.session.count({ where: { userId: user.id } })).toBe(0);
    }
  });

  test("an account with a second factor starts at the challenge", async () => {
    const db = open();
    const user = await makeUser(db);
    await db.unitOfWork((tx) => tx.prisma.user.update({ where: { id: user.id }, data: { mfaEnabled: true } }));
    const { token } = await signIn(deskOf(db), { login: user.username });
    const found = await sessionStore(db).findByTokenHash(hashOf(token), after(1));
    expect(found?.viewer.mfaState).toBe("challenge");
  });
});

describeOnEachEngine(
  "limits on signing in",
  (open) => {
    let minutes = 0;
    const clock = () => after(minutes).getTime();
    beforeEach(() => {
      minutes = 0;
    });
    const limited = { code: "too_many_requests" };
    const wrong = { code: "invalid" };

    test("ten tries a minute from one address, whoever they are for", async () => {
      const desk = deskOf(open(), clock);
      const { username } = await makeUser(open());
      for (let time = 0; time < 10; time++) {
        expect(await refusalOf(signIn(desk, { login: `stranger-${time}` }))).toMatchObject(wrong);
      }
      expect(await refusalOf(signIn(desk, { login: username }))).toMatchObject(limited);
      await expect(signIn(desk, { login: username, peer: "203.0.113.10" })).resolves.toMatchObject({ username });
      minutes = 1.1;
      await expect(signIn(desk, { login: username })).resolves.toMatchObject({ username });
    });

    test.each(["a user", "nobody"])("all strangers together get ten tries an hour at %s", async (whose) => {
      const db = open();
      const desk = deskOf(db, clock);
      const login = whose === "nobody" ? `nobody-${Math.random()}` : (await makeUser(db)).username;
      for (let time = 0; time < 10; time++) {
        expect(await refusalOf(signIn(desk, { login, password: "wrong", peer: `198.51.100.${time}` }))).toMatchObject(
          wrong,
        );
      }
      expect(await refusalOf(signIn(desk, { login, peer: "198.51.100.99" }))).toMatchObject(limited);
      expect(await refusalOf(signIn(desk, { login: ` ${login.toUpperCase()} `, peer: null }))).toMatchObject(limited);
      minutes = 61;
      expect(await refusalOf(signIn(desk, { login, password: "wrong" }))).toMatchObject(wrong);
    });

    test("name and e-mail count against one account", async () => {
      const db = open();
      const desk = deskOf(db, clock);
      const { username, email } = await makeUser(db);
      for (let time = 0; time < 10; time++) {
        const login = time % 2 ? username : email;
        expect(await refusalOf(signIn(desk, { login, password: "wrong", peer: null }))).toMatchObject(wrong);
      }
      expect(await refusalOf(signIn(desk, { login: email, peer: null }))).toMatchObject(limited);
    });

    test("strangers cannot lock out the owner's own device, which has ten tries of its own", async () => {
      const db = open();
      const desk = deskOf(db, clock);
      const { id, username: login } = await makeUser(db);
      const device = await deviceOf(db, id);
      for (let time = 0; time < 12; time++) await refusalOf(signIn(desk, { login, password: "wrong", peer: null }));
      expect(await refusalOf(signIn(desk, { login, peer: null }))).toMatchObject(limited);

      await expect(signIn(desk, { login, peer: null, device })).resolves.toMatchObject({ userId: id });
      for (let time = 0; time < 9; time++) {
        expect(await refusalOf(signIn(desk, { login, password: "wrong", peer: null, device }))).toMatchObject(wrong);
      }
      expect(await refusalOf(signIn(desk, { login, peer: null, device }))).toMatchObject(limited);
    });

    test("a device that is known to somebody else is a stranger here", async () => {
      const db = open();
      const desk = deskOf(db, clock);
      const { username: login } = await makeUser(db);
      const device = await deviceOf(db, (await makeUser(db)).id);
      for (let time = 0; time < 10; time++) await refusalOf(signIn(desk, { login, password: "wrong", peer: null }));
      expect(await refusalOf(signIn(desk, { login, peer: null, device }))).toMatchObject(limited);
    });

    test("a device that was known before the password changed is a stranger", async () => {
      const db = open();
      const desk = deskOf(db, clock);
      const { id, username: login } = await makeUser(db);
      const device = await deviceOf(db, id);
      await db.unitOfWork((tx) => tx.prisma.user.update({ where: { id }, data: { passwordHash: "$argon2id$other" } }));
      for (let time = 0; time < 10; time++) await refusalOf(signIn(desk, { login, password: "wrong", peer: null }));
      expect(await refusalOf(signIn(desk, { login, peer: null, device }))).toMatchObject(limited);
    });

    test("strangers cannot lock out the machine itself, which has ten tries of its own", async () => {
      const db = open();
      const desk = deskOf(db, clock);
      const { id, username: login } = await makeUser(db);
      for (let time = 0; time < 11; time++) await refusalOf(signIn(desk, { login, password: "wrong", peer: null }));
      expect(await refusalOf(signIn(desk, { login, peer: null }))).toMatchObject(limited);
      await expect(signIn(desk, { login, peer: null, isLocal: true })).resolves.toMatchObject({ userId: id });
      for (let time = 0; time < 9; time++)
        await refusalOf(signIn(desk, { login, password: "wrong", peer: null, isLocal: true }));
      expect(await refusalOf(signIn(desk, { login, peer: null, isLocal: true }))).toMatchObject(limited);
    });

    test("an IPv6 /64 is one address", async () => {
      const desk = deskOf(open(), clock);
      const { username } = await makeUser(open());
      for (let time = 0; time < 10; time++) {
        const peer = `2001:db8:0:7::${time + 1}`;
        expect(await refusalOf(signIn(desk, { login: `stranger-${time}`, peer }))).toMatchObject(wrong);
      }
      expect(await refusalOf(signIn(desk, { login: username, peer: "2001:db8:0:7:ffff::1" }))).toMatchObject(limited);
      await expect(signIn(desk, { login: username, peer: "2001:db8:0:8::1" })).resolves.toMatchObject({ username });
    });

    test("what is too long for the form is refused in the usual words and counted under no name", async () => {
      const db = open();
      const { username } = await makeUser(db);
      const usual = deskOf(db, clock);
      const keys: string[] = [];
      const limits: typeof usual.limits = {
        take(bucket, key, cost) {
          keys.push(`${bucket} ${key}`);
          return usual.limits.take(bucket, key, cost);
        },
      };
      const desk = { ...usual, limits };
      for (const long of [{ login: "x".repeat(255) }, { login: username, password: "x".repeat(1025) }]) {
        const refusal = await refusalOf(signIn(desk, long));
        expect(refusal).toEqual({ code: "invalid", message: refusalWords, fields: { password: refusalWords } });
      }
      expect(keys).toEqual(["login 203.0.113.9", "login 203.0.113.9"]);
      await refusalOf(signIn(desk, { login: "my secret passphrase", peer: null }));
      expect(keys.slice(2)).toEqual([expect.stringMatching(/^login_account name:[\w-]{43}$/)]);
    });

    test("fifty guesses at once are ten guesses", async () => {
      const db = open();
      const desk = deskOf(db, clock);
      const { username: login } = await makeUser(db);
      const guesses = Array.from({ length: 50 }, () =>
        refusalOf(signIn(desk, { login, password: "wrong", peer: null })),
      );
      const codes = (await Promise.all(guesses)).map((refusal) => refusal.code);
      expect(codes.filter((code) => code === "invalid")).toHaveLength(10);
      expect(codes.filter((code) => code === "too_many_requests")).toHaveLength(40);
    });
  },
  ["sqlite"],
);
