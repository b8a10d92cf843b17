import { PortalError } from "@/lib/errors";

/**
 * What the promise gives, or a PortalError `unavailable` after `ms`. The work itself is not stopped: whoever else
 * waits for it still gets what it gives, and a late failure is nobody's.
 */
export async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(new PortalError("unavailable", "The database does not answer at the moment.", { retryAfterSeconds: 2 })),
      ms,
    );
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
