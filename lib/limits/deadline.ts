/**
 * What the promise gives, or a rejection after `ms`. When this process itself was busy for so long, an answer that
 * has arrived meanwhile still counts: what waits on the wire is read before the deadline is final.
 */
export async function beforeDeadline<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => setImmediate(() => reject(new Error(`no answer within ${ms} ms`))), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
