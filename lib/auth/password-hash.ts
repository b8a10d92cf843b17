import { type Algorithm, hash, verify } from "@node-rs/argon2";
import { PortalError } from "@/lib/errors";

/** Argon2id, 19 MiB, two passes, one lane (5-access, identity). */
const options = { algorithm: 2 satisfies Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Hashing is the dearest thing a stranger can ask for: so many at once, so many waiting, then "try again". */
const most = { running: 4, waiting: 100 };

/** One pool per process, shared by the bundles that run in it. */
type Pool = { running: number; waiting: (() => void)[] };
const slot = Symbol.for("winauthmon.password-pool");
type Shared = { [slot]?: Pool };

function poolOfProcess(): Pool {
  const shared = globalThis as Shared;
  shared[slot] ??= { running: 0, waiting: [] };
  return shared[slot];
}

async function inPool<T>(work: () => Promise<T>): Promise<T> {
  const pool = poolOfProcess();
  if (pool.running >= most.running) {
    if (pool.waiting.length >= most.waiting) {
      throw new PortalError("unavailable", "Too many people are signing in. Try again in a moment.", {
        retryAfterSeconds: 5,
      });
    }
    // The one who leaves hands over its place, so `running` stays as it is.
    await new Promise<void>((resolve) => pool.waiting.push(resolve));
  } else {
    pool.running++;
  }
  try {
    return await work();
  } finally {
    const next = pool.waiting.shift();
    if (next) next();
    else pool.running--;
  }
}

/** A hash of random bytes nobody kept, with the same parameters: what an unknown user's password is checked against. */
const hashOfNobody =
  "$argon2id$v=19$m=19456,t=2,p=1$8F0ZlmGVk9fnKKavS+OvVg$Fy7WTdTfteeFljgLhRDGPajCOc+rUApmJThgYjYDo3E";

/** The encoded Argon2id hash of a password, as typed: never trimmed or folded. */
export async function hashPassword(password: string): Promise<string> {
  return inPool(() => hash(password, options));
}

/**
 * True if `password` belongs to `storedHash`. `null` (unknown user) and a hash of an unknown kind cost the same time
 * as a wrong password and are false. Throws PortalError "unavailable" when too many wait.
 */
export async function verifyPassword(storedHash: string | null, password: string): Promise<boolean> {
  const isArgon = storedHash?.startsWith("$argon2id$") ?? false;
  const isRight = await inPool(() => verify(isArgon && storedHash ? storedHash : hashOfNobody, password));
  return isArgon && isRight;
}
