/** What a store answers to one take: `remaining` is what is left after it, `resetAt` (ms) when all is there again. */
export type Counted = { ok: boolean; limit: number; remaining: number; resetAt: number };

/** One bucket's counter. Takes `cost` for a key, or nothing at all if less is left. */
export type Counter = { take(key: string, cost: number): Promise<Counted> };
