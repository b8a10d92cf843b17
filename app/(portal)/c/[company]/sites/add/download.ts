import type { FormState } from "@/lib/portal/action-core";

export type Downloaded = { fileName: string };

const broken = (message: string): FormState<Downloaded> => ({ ok: false, code: "fault", message });

/** The true name of a file is the part in UTF-8 (RFC 6266). */
function fileNameOf(response: Response): string {
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get("content-disposition") ?? "")?.[1];
  return encoded ? decodeURIComponent(encoded) : "agent.zip";
}

/**
 * Fetches the package's file and hands it to the browser to keep. In the shape of a form's action, so that a refusal
 * for want of a fresh password opens the same dialog, and the same fields are posted again.
 */
export function downloadFrom(address: string) {
  return async (_previous: FormState<Downloaded>, form: FormData): Promise<FormState<Downloaded>> => {
    const fields = [...form].flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : []));
    try {
      const response = await fetch(address, { method: "POST", body: new URLSearchParams(fields) });
      if (!response.ok) {
        const answer: FormState<Downloaded> = await response.json();
        return answer && !answer.ok && answer.message ? answer : broken("The package could not be fetched.");
      }
      const fileName = fileNameOf(response);
      const url = URL.createObjectURL(await response.blob());
      const link = document.createElement("a");
      link.href = url;
      link.download = fileName;
      link.click();
      URL.revokeObjectURL(url);
      return { ok: true, value: { fileName } };
    } catch {
      return broken("The server could not be reached, or did not finish. Try again.");
    }
  };
}
