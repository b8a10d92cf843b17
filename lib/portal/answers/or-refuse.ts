import { isPortalError, toHttp } from "@/lib/errors";

/**
 * What a route of a page answers: its own answer, or an expected failure as status, headers and words (a database
 * that is away is 503 with Retry-After). Everything else goes on, Next's redirects and "not found" too.
 */
export async function orRefuse(
  answer: () => Promise<Response>,
  refuse: (message: string, init: { status: number; headers: Record<string, string> }) => Response,
): Promise<Response> {
  try {
    return await answer();
  } catch (error) {
    if (!isPortalError(error)) throw error;
    const { status, headers, message } = toHttp(error);
    return refuse(message, { status, headers });
  }
}
