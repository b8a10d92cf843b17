import { hashPassword, verifyPassword } from "@/lib/auth/password-hash";

test("argon2id with 19 MiB and two passes, another salt each time", async () => {
  const [one, two] = await Promise.all([hashPassword("correct horse"), hashPassword("correct horse")]);
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(one).not.toBe(two);
});

test("a password is what was typed: spaces, case and form count", async () => {
  const hash = await hashPassword(" Correct horse ");
  await expect(verifyPassword(hash, " Correct horse ")).resolves.toBe(true);
  for (const other of ["Correct horse", " correct horse ", ""]) {
    await expect(verifyPassword(hash, other)).resolves.toBe(false);
  }
  const composed = await hashPassword("caf\u00e9 au lait");
  await expect(verifyPassword(composed, "cafe\u0301 au lait")).resolves.toBe(false);
});

test("nobody, and a hash of an unknown kind, are false and cost as much as a wrong password", async () => {
  const wrong = await hashPassword("correct horse");
  const stored = [wrong, null, "", "$2b$12$abcdefghijklmnopqrstuv", "plain text"];
  const fastest = stored.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < 12; round++) {
    for (const [at, hash] of stored.entries()) {
      const begun = process.hrtime.bigint();
      await expect(verifyPassword(hash, "wrong horse")).resolves.toBe(false);
      fastest[at] = Math.min(fastest[at] ?? 0, Number(process.hrtime.bigint() - begun));
    }
  }
  for (const time of fastest) {
    expect(time / (fastest[0] ?? 0)).toBeGreaterThan(0.5);
    expect(time / (fastest[0] ?? 0)).toBeLessThan(2);
  }
});

test("many at once all get an answer, and far too many are told to wait", async () => {
  const hash = await hashPassword("correct horse");
  const answers = await Promise.allSettled(Array.from({ length: 130 }, () => verifyPassword(hash, "correct horse")));
  const right = answers.filter((answer) => answer.status === "fulfilled" && answer.value);
  const refused = answers.filter((answer) => answer.status === "rejected");
  expect(right).toHaveLength(104);
  expect(refused).toHaveLength(26);
  for (const answer of refused) expect(answer).toMatchObject({ reason: { code: "unavailable" } });
  await expect(verifyPassword(hash, "correct horse")).resolves.toBe(true);
});
