import fc from "fast-check";
import { type AuditFacts, factsOf } from "@/lib/audit/entry";
import {
  type ChainFinding,
  type ChainHead,
  type ChainLink,
  createVerifier,
  genesis,
  linkAfter,
} from "@/lib/audit/hash-chain";

const key = Buffer.alloc(32, 7);

function chain(length: number): { links: ChainLink[]; head: ChainHead } {
  const links: ChainLink[] = [];
  let head = genesis;
  for (let number = 1; number <= length; number++) {
    const link = linkAfter(head, factsNumber(number), key);
    links.push(link);
    head = { links: link.chainIndex, hash: link.hash };
  }
  return { links, head };
}

function factsNumber(number: number): AuditFacts {
  return factsOf({
    at: new Date(1_700_000_000_000 + number),
    actor: { kind: "user", id: number, name: `user ${number}` },
    ip: "192.0.2.1",
    companyId: number % 3,
    action: "company changed",
    target: { kind: "company", id: number, label: "Acme" },
    changes: { name: ["a", `b${number}`] },
  });
}

function verify(links: readonly ChainLink[], head: ChainHead, withKey = key, start = genesis): ChainFinding {
  const verifier = createVerifier(withKey, { start });
  for (const link of links) verifier.push(link);
  return verifier.finish(head);
}

/** The same list with one place changed. */
function altered(links: readonly ChainLink[], at: number, change: Partial<ChainLink>): ChainLink[] {
  return links.map((link, index) => (index === at ? { ...link, ...change } : link));
}

const whole = chain(20);

test("a whole chain holds, an empty one too", () => {
  expect(verify(whole.links, whole.head)).toEqual({ ok: true, links: 20 });
  expect(verify([], genesis)).toEqual({ ok: true, links: 0 });
});

test("it can be verified from a checkpoint on", () => {
  const checkpoint = whole.links[9];
  if (!checkpoint) throw new Error("no link");
  const start = { links: 10, hash: checkpoint.hash };
  expect(verify(whole.links.slice(10), whole.head, key, start)).toEqual({ ok: true, links: 20 });
});

const changes: Partial<ChainLink>[] = [
  { at: new Date(1) },
  { actorKind: "system" },
  { actorId: null },
  { actorName: "somebody else" },
  { ip: null },
  { companyId: null },
  { action: "company deleted" },
  { outcome: "denied" },
  { targetKind: null },
  { targetId: "99" },
  { targetLabel: "" },
  { changes: "" },
  { count: 2 },
  { previousHash: "f".repeat(64) },
  { hash: "f".repeat(64) },
];

test("every signed column is tried below", () => {
  const tried = changes.flatMap((change) => Object.keys(change));
  const columns = Object.keys(whole.links[0] ?? {}).filter((name) => name !== "chainIndex");
  expect(tried.sort()).toEqual(columns.sort());
});

test.each(changes)("an edit is found at its place: %j", (change) => {
  for (const at of [0, 10, 19]) {
    expect(verify(altered(whole.links, at, change), whole.head)).toEqual({
      ok: false,
      chainIndex: at + 1,
      problem: "altered",
    });
  }
});

test("a deleted, doubled or swapped link is found", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 18 }), (at) => {
      const { links, head } = whole;
      const here = links[at];
      const next = links[at + 1];
      if (!here || !next) throw new Error("no link");
      const deleted = links.toSpliced(at, 1);
      const closedUp = deleted.map((link, index) => ({ ...link, chainIndex: index + 1 }));
      const doubled = links.toSpliced(at, 0, here);
      const swapped = links.toSpliced(at, 2, next, here);
      const renumbered = swapped.map((link, index) => ({ ...link, chainIndex: index + 1 }));
      expect(verify(deleted, head)).toEqual({ ok: false, chainIndex: at + 1, problem: "missing" });
      expect(verify(closedUp, head)).toEqual({ ok: false, chainIndex: at + 1, problem: "altered" });
      expect(verify(doubled, head)).toEqual({ ok: false, chainIndex: at + 1, problem: "repeated" });
      expect(verify(swapped, head)).toEqual({ ok: false, chainIndex: at + 1, problem: "missing" });
      expect(verify(renumbered, head)).toEqual({ ok: false, chainIndex: at + 1, problem: "altered" });
    }),
  );
});

test("a cut tail is found against the head, also when the head was wound back", () => {
  const cut = whole.links.slice(0, 15);
  expect(verify(cut, whole.head)).toEqual({ ok: false, chainIndex: 16, problem: "missing" });
  expect(verify(cut, { links: 15, hash: whole.head.hash })).toMatchObject({ ok: false, problem: "head" });
});

test("a link appended without the key is found", () => {
  const forged = linkAfter(whole.head, factsNumber(21), Buffer.alloc(32, 8));
  const head = { links: 21, hash: forged.hash };
  expect(verify([...whole.links, forged], head)).toEqual({ ok: false, chainIndex: 21, problem: "altered" });
  expect(verify([...whole.links, forged], whole.head)).toMatchObject({ ok: false });
});

test("another key verifies nothing", () => {
  expect(verify(whole.links, whole.head, Buffer.alloc(32, 8))).toMatchObject({ ok: false, chainIndex: 1 });
});

test("no two rows sign the same bytes by moving text from one column to the next", () => {
  const left = linkAfter(genesis, { ...factsNumber(1), targetId: "1", targetLabel: '","x' }, key);
  const right = linkAfter(genesis, { ...factsNumber(1), targetId: '1","', targetLabel: "x" }, key);
  expect(left.hash).not.toBe(right.hash);
});
