import { readFileSync } from "node:fs";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { join } from "node:path";

/** One row that a case leaves in the database. `company` is 1 or 2, the instant is UTC. */
export type StoredRow = {
  company: number;
  eventType: string;
  userName: string;
  computerName: string;
  localIp: string | null;
  publicIp: string | null;
  occurredAt: string;
  retry: number;
};

/** A request, what we answer, and why where the original answered otherwise (null: it never had such a case). */
export type ReferenceCase = {
  name: string;
  request: { method: string; path: string; headers: Record<string, string>; body: string };
  status: number;
  body: string;
  allow?: string;
  stored: StoredRow[];
  original: { status: number } | null;
  why?: string;
};

export type CaseRequest = { method: string; path: string; headers: Record<string, string>; body: Buffer };
export type CaseAnswer = { status: number; headers: Record<string, string>; body: string };
export type Door = (request: CaseRequest) => Promise<CaseAnswer>;
export type CaseTokens = { KEY: string; KEY_B: string; KEY_NOCOMPANY: string; DISABLED_KEY: string };

export function readCases(): ReferenceCase[] {
  return JSON.parse(readFileSync(join(__dirname, "..", "fixtures", "reference-api.json"), "utf8"));
}

export function expand(text: string, tokens: CaseTokens): string {
  const words: Record<string, string> = { ...tokens, KEY_UPPER: tokens.KEY.toUpperCase() };
  return text
    .replace(/\{\{REPEAT:(.):(\d+)\}\}/g, (_, character: string, count: string) => character.repeat(Number(count)))
    .replace(/\{\{([A-Z_]+)\}\}/g, (whole, name: string) => words[name] ?? whole);
}

function bytesOf(body: string, tokens: CaseTokens): Buffer {
  if (body !== "{{BYTES}}") return Buffer.from(expand(body, tokens), "utf8");
  const event = { EventType: "Logon", UserName: "@", ComputerName: "WS-01", Timestamp: "2025-05-25T14:30:00Z" };
  const [before = "", after = ""] = JSON.stringify(event).split("@");
  return Buffer.concat([Buffer.from(before), Buffer.from([0xff, 0xfe]), Buffer.from(after)]);
}

export function requestOf({ request }: ReferenceCase, tokens: CaseTokens): CaseRequest {
  const headers = Object.entries(request.headers).map(([name, value]) => [name, expand(value, tokens)]);
  return {
    method: request.method,
    path: expand(request.path, tokens),
    headers: Object.fromEntries(headers),
    body: bytesOf(request.body, tokens),
  };
}

/** A running server as a door. The path goes out as it stands; any certificate is accepted. */
export function httpDoor(baseUrl: string): Door {
  const base = new URL(baseUrl);
  const send = base.protocol === "https:" ? requestHttps : requestHttp;
  return ({ method, path, headers, body }) =>
    new Promise((resolve, reject) => {
      const options = { host: base.hostname, port: base.port, method, path, headers, agent: false };
      const request = send({ ...options, rejectUnauthorized: false }, async (response) => {
        try {
          const chunks: Buffer[] = [];
          for await (const chunk of response) chunks.push(chunk);
          const pairs = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
          const answered = { status: response.statusCode ?? 0, headers: Object.fromEntries(pairs) };
          resolve({ ...answered, body: Buffer.concat(chunks).toString("utf8") });
        } catch (error) {
          reject(error);
        }
      });
      request.on("error", reject);
      request.end(body.length > 0 ? body : undefined);
    });
}

const instant = /"timestamp":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d"/;

/** The bytes with the moment of a health answer taken out, which no two answers share. */
export function comparable(body: string): string {
  return body.replace(instant, '"timestamp":"{{TIME}}"');
}

/** What an answer gets wrong, in words; none when it is as the case says. */
export function faultsOf(expected: ReferenceCase, answer: CaseAnswer): string[] {
  const faults: string[] = [];
  const told = (what: string, got: unknown, want: unknown) => {
    if (got !== want) faults.push(`${expected.name}: ${what} is ${JSON.stringify(got)}, not ${JSON.stringify(want)}`);
  };
  told("status", answer.status, expected.status);
  told("body", comparable(answer.body), expected.body);
  told("content type", answer.headers["content-type"]?.split(";", 1)[0], "application/json");
  if (expected.allow) told("Allow", answer.headers.allow, expected.allow);
  return faults;
}

/**
 * Sends every case, in order, through a door or to a base URL, where companies 1 and 2 and these keys are and none of
 * the events. Gives the answers, and what is wrong with them.
 */
export async function runReferenceCases(
  door: Door | string,
  tokens: CaseTokens,
): Promise<{ answers: CaseAnswer[]; faults: string[] }> {
  const send = typeof door === "string" ? httpDoor(door) : door;
  const answers: CaseAnswer[] = [];
  const faults: string[] = [];
  for (const one of readCases()) {
    const answer = await send(requestOf(one, tokens));
    answers.push(answer);
    faults.push(...faultsOf(one, answer));
  }
  return { answers, faults };
}
