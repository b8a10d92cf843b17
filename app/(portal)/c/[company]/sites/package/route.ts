import { headers } from "next/headers";
import { isPortalError, toHttp, toResult } from "@/lib/errors";
import { readRequestFacts } from "@/lib/portal/request";
import { getRuntime } from "@/lib/portal/runtime";
import { answerPackage } from "@/lib/portal/sites/package-answer";
import { findSession } from "@/lib/portal/viewer";

export const dynamic = "force-dynamic";

/** The ZIP file of an agent package, for the fields that `preparePackage` answered; a refusal as the result of a form. */
export async function POST(request: Request, { params }: { params: Promise<{ company: string }> }): Promise<Response> {
  const { company } = await params;
  const runtime = await getRuntime();
  const desk = { runtime, facts: readRequestFacts(await headers()), current: await findSession(), now: new Date() };
  try {
    return await answerPackage(desk, request, company);
  } catch (error) {
    if (!isPortalError(error)) throw error;
    const { status, headers: more } = toHttp(error);
    return Response.json(toResult(error), { status, headers: { ...more, "cache-control": "no-store" } });
  }
}
