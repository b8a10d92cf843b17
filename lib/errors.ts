/**
 * The failures the product expects, as codes. A door turns them into HTTP or into a form result;
 * nothing else decides a status. Anything that is not a PortalError is a fault: it gets an id,
 * the id is logged with the stack, and the answer shows only the id.
 */
export type ErrorCode =
  | "not_signed_in"
  | "forbidden"
  | "not_found"
  | "invalid"
  | "conflict"
  | "step_up_required"
  | "too_many_requests"
  | "unavailable";

const statusOfCode: Record<ErrorCode, number> = {
  not_signed_in: 401,
  forbidden: 403,
  not_found: 404,
  invalid: 400,
  conflict: 409,
  step_up_required: 403,
  too_many_requests: 429,
  unavailable: 503,
};

/** `fields` maps a form field to the rule it broke, in words for the person who typed it. */
export class PortalError extends Error {
  readonly code: ErrorCode;
  readonly fields: Record<string, string> | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    detail: { fields?: Record<string, string>; retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: detail.cause });
    this.name = "PortalError";
    this.code = code;
    this.fields = detail.fields;
    this.retryAfterSeconds = detail.retryAfterSeconds;
  }
}

/** By shape, not by class: the server bundle and the page bundle each carry their own copy of the class. */
export function isPortalError(error: unknown): error is PortalError {
  return error instanceof Error && error.name === "PortalError" && "code" in error;
}

export function toHttp(error: PortalError): { status: number; headers: Record<string, string>; message: string } {
  const headers: Record<string, string> = {};
  if (error.retryAfterSeconds !== undefined) headers["retry-after"] = String(error.retryAfterSeconds);
  return { status: statusOfCode[error.code], headers, message: error.message };
}

/** What a server action returns: a value, or an expected failure with a code and words. */
export type Result<T> =
  | { ok: true; value: T }
  | { ok: false; code: ErrorCode | "fault"; message: string; fields?: Record<string, string>; errorId?: string };

export function toResult(error: PortalError): Result<never> {
  return { ok: false, code: error.code, message: error.message, ...(error.fields ? { fields: error.fields } : {}) };
}
