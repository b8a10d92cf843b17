import { agentPackage, packageFileName } from "@/lib/agents/package/agent-package";
import { PortalError } from "@/lib/errors";
import { attachmentHeader } from "@/lib/reports/file-name";
import { type Desk, performChange } from "../action-core";
import type { Runtime } from "../runtime";
import { findAgentProgram } from "./agent-program";
import { packageFile } from "./package-changes";

const largestForm = 16 * 1024;

/** The posted fields; a body that is none, or larger than any form of ours, is a PortalError. */
async function readForm(request: Request): Promise<FormData> {
  const length = request.headers.get("content-length");
  const fits = length !== null && /^\d+$/.test(length) && Number(length) <= largestForm;
  if (!fits) throw new PortalError("invalid", "This is not the form of a package.");
  try {
    return await request.formData();
  } catch (error) {
    throw new PortalError("invalid", "This is not the form of a package.", { cause: error });
  }
}

function streamOf(pieces: AsyncGenerator<Uint8Array, void>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await pieces.return();
    },
  });
}

/** The ZIP file for the fields that `makePackage` gave, or a PortalError: the same checks as any change. */
export async function answerPackage(
  desk: Desk & { runtime: Pick<Runtime, "config"> },
  request: Request,
  company: string,
): Promise<Response> {
  const companyId = /^[1-9]\d{0,9}$/.test(company) ? Number(company) : 0;
  const file = await performChange(desk, packageFile(companyId), await readForm(request));
  const program = await findAgentProgram(desk.runtime.config.instanceDir);
  const pieces = agentPackage({ ...file, program: program?.read() ?? null, at: desk.now });
  return new Response(streamOf(pieces), {
    headers: {
      "content-type": "application/zip",
      "content-disposition": attachmentHeader(packageFileName(file.company)),
      "cache-control": "no-store",
    },
  });
}
