import { defaultCapacity, makeRoom } from "./bounded";
import type { Counted, Counter } from "./counted";

/** `tokens` are paid for and not spent yet; `left` is the most the store can still hold. Both until `until`. */
type Lease = { tokens: number; left: number; until: number };

const largestShare = 1_000;
/** Others may be quicker again and again; whoever loses so often is told that nothing is left. */
const mostQuestions = 4;

/** A hundredth at a time: what a process can hold back from the others is small, and so is what it asks for. */
export function shareOf(limit: number): number {
  return Math.min(largestShare, Math.max(1, Math.floor(limit / 100)));
}

/**
 * Spares the store elsewhere a question per request: tokens are fetched a share at a time and spent here, and what the
 * store cannot have any more is refused here, for within a window what is left there only shrinks. `onPaid` hears of
 * every share that was fetched. Rejects when the store does, except while paid tokens last.
 */
export function createLeases(
  store: Counter,
  { limit, clock, onPaid }: { limit: number; clock: () => number; onPaid?: (key: string, cost: number) => void },
): Counter {
  const share = shareOf(limit);
  const leases = new Map<string, Lease>();
  const asking = new Map<string, Promise<unknown>>();

  function liveLease(key: string, now: number): Lease | undefined {
    const lease = leases.get(key);
    return lease && now < lease.until ? lease : undefined;
  }

  function answerFrom(lease: Lease, cost: number): Counted | null {
    const answer = { limit, resetAt: lease.until };
    if (lease.tokens >= cost) {
      lease.tokens -= cost;
      return { ...answer, ok: true, remaining: lease.tokens + lease.left };
    }
    if (lease.tokens + lease.left >= cost) return null;
    return { ...answer, ok: false, remaining: lease.tokens + lease.left };
  }

  function keep(key: string, lease: Lease, now: number): Lease {
    if (!leases.delete(key)) makeRoom(leases, defaultCapacity, (other) => other.until <= now);
    leases.set(key, lease);
    return lease;
  }

  /** One question to the store: a share, or all that is left if that is less, but at least what is needed. */
  async function ask(key: string, cost: number): Promise<Lease> {
    const now = clock();
    const known = liveLease(key, now);
    const tokens = known?.tokens ?? 0;
    const needed = cost - tokens;
    const wanted = Math.max(needed, Math.min(share, known?.left ?? share));
    const answer = await store.take(key, wanted);
    if (!answer.ok) return keep(key, { tokens, left: answer.remaining, until: answer.resetAt }, now);
    onPaid?.(key, wanted);
    return keep(key, { tokens: tokens + wanted, left: answer.remaining, until: answer.resetAt }, now);
  }

  async function take(key: string, cost: number): Promise<Counted> {
    if (cost > limit) {
      const lease = liveLease(key, clock());
      return { ok: false, limit, remaining: lease ? lease.tokens + lease.left : limit, resetAt: clock() };
    }
    for (let questions = 0; ; ) {
      const lease = liveLease(key, clock());
      const answer = lease && answerFrom(lease, cost);
      if (answer) return answer;
      // Requests of one key that arrive together wait for one share instead of fetching one each.
      const other = asking.get(key);
      if (other) {
        await other.catch(() => undefined);
        continue;
      }
      const asked = ask(key, cost).finally(() => asking.delete(key));
      asking.set(key, asked);
      const fresh = await asked;
      const settled = answerFrom(fresh, cost);
      if (settled) return settled;
      questions++;
      if (questions === mostQuestions) return { ok: false, limit, remaining: fresh.tokens, resetAt: fresh.until };
    }
  }

  return { take };
}
