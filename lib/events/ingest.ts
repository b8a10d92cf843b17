import { randomUUID } from "node:crypto";
import { readAddress } from "@/lib/address";
import type { AgentKey } from "@/lib/agents/agent-key";
import type { Database } from "@/lib/db/database";
import { isPortalError, toHttp } from "@/lib/errors";
import type { Limits } from "@/lib/limits/rate-limit";
import type { Log } from "@/lib/log";
import { formatIsoWithOffset } from "@/lib/time";
import { normalise } from "./normalise";
import { decodeEvents } from "./wire";
import { type AgentAnswer, type AgentRequest, answer, failure, refusedMethod, tooMany } from "./writing/answers";
import { createKeyCheck } from "./writing/check-key";
import { readHealthReport } from "./writing/health-report";
import { readBody } from "./writing/read-body";
import { type WriteItem, type WriteOutcome, writeItemOf } from "./writing/write-job";
import { createWriteQueue, unavailable } from "./writing/write-queue";

export type { AgentAnswer, AgentRequest } from "./writing/answers";

export type IngestOptions = {
  db: Database;
  limits: Limits;
  clock: () => Date;
  log: Pick<Log, "error">;
  /** IANA zone of the installation, for the time in a health answer; the key's company's zone when absent. */
  timeZone?: string;
  onCommitted?: (companyIds: number[]) => void;
  /** Events accepted but not yet on disk; 10,000 unless told. */
  queueLimit?: number;
  /** How long a request waits to learn whose key it carries; 5 s unless told. */
  keyPatienceMs?: number;
};

/** Both endpoints of the agents, for whichever door a request came through. */
export type Ingest = {
  /** Never throws. An answer of 200 or 201 means that what was sent is on disk. */
  handle(request: AgentRequest): Promise<AgentAnswer>;
  /** Keys have changed: no request after this is judged by what was known of one before. */
  forgetKeys(): void;
  /** Settles when everything accepted has been answered by the database. Take no new requests before. */
  drain(): Promise<void>;
};

const defaultQueueLimit = 10_000;
const pingMs = 2_000;
const pingGoodForMs = 500;

const pathOf = (path: string): string => path.split(/[?#]/, 1)[0] ?? "";

type ItemResult = { index: number; status: "created" | "duplicate" | "error"; message?: string };

const refusedWords = "Event could not be stored: a value does not fit";

function batchAnswer(results: ItemResult[]): AgentAnswer {
  const count = (status: ItemResult["status"]) => results.filter((entry) => entry.status === status).length;
  const [created, duplicates, rejected] = [count("created"), count("duplicate"), count("error")];
  return answer(200, { status: "success", created, duplicates, rejected, results });
}

function singleAnswer(result: ItemResult | undefined): AgentAnswer {
  if (!result || result.status === "error") return failure(400, result?.message ?? refusedWords);
  if (result.status === "created") return answer(201, { message: "Event logged successfully", status: "success" });
  return answer(200, { message: "Event already recorded", status: "success" });
}

/** See 3-wire: the checks run in the order path, method, key, rate, size, body. */
export function createIngest(options: IngestOptions): Ingest {
  const { db, limits, clock, log, timeZone, onCommitted, queueLimit = defaultQueueLimit, keyPatienceMs } = options;
  const queue = createWriteQueue({ db, log, limit: queueLimit, ...(onCommitted ? { onCommitted } : {}) });
  const keys = createKeyCheck(db, limits, clock, keyPatienceMs);
  let ping: { answered: Promise<boolean>; until: number } | null = null;

  /** One question for all who ask within half a second. */
  function databaseAnswers(): Promise<boolean> {
    const now = clock().getTime();
    if (!ping || ping.until <= now) ping = { answered: db.ping(pingMs), until: now + pingGoodForMs };
    return ping.answered;
  }

  /** Writes the items that kept the rules; the results of all, in the order they were sent. */
  async function store(request: AgentRequest, key: AgentKey, items: readonly unknown[]): Promise<ItemResult[]> {
    const receivedAt = clock();
    const accepted: { index: number; item: WriteItem }[] = [];
    const results: ItemResult[] = items.map((item, index) => {
      const read = normalise(item, receivedAt);
      if (!read.ok) return { index, status: "error", message: read.message };
      accepted.push({ index, item: writeItemOf(key.companyId, read.event) });
      return { index, status: "created" };
    });
    if (accepted.length === 0) return results;
    const sourceIp = readAddress(request.peer);
    const outcomes = await queue.submit({ key, receivedAt, sourceIp, items: accepted.map(({ item }) => item) });
    for (const [place, { index }] of accepted.entries()) results[index] = resultOf(index, outcomes[place]);
    return results;
  }

  function resultOf(index: number, outcome: WriteOutcome | undefined): ItemResult {
    if (outcome === "created" || outcome === "duplicate") return { index, status: outcome };
    return { index, status: "error", message: refusedWords };
  }

  async function logEvent(request: AgentRequest): Promise<AgentAnswer> {
    if (request.method !== "POST") return refusedMethod(["POST"]);
    const checked = await keys.check(request);
    if (!checked.ok) return checked.answer;
    const body = await readBody(request);
    if (!body.ok) return failure(body.status, body.message);
    const decoded = decodeEvents(body.bytes);
    if (!decoded.ok) return failure(400, decoded.message);
    const { items, batch } = decoded;
    // The request itself has counted as one event already.
    if (items.length > 1) {
      const allowed = await limits.take("api", String(checked.key.apiKeyId), items.length - 1);
      if (!allowed.ok) {
        const words = `A batch of ${items.length} events is more than what is left of ${allowed.limit}`;
        return tooMany(allowed, `${words}; send fewer or try again in ${allowed.retryAfterSeconds} s`);
      }
    }
    const results = await store(request, checked.key, items);
    return batch ? batchAnswer(results) : singleAnswer(results[0]);
  }

  async function checkHealth(request: AgentRequest): Promise<AgentAnswer> {
    if (request.method === "GET") {
      if (await databaseAnswers()) return answer(200, { status: "ok" });
      throw unavailable("The database is not available at the moment.");
    }
    if (request.method !== "POST") return refusedMethod(["GET", "POST"]);
    const checked = await keys.check(request);
    if (!checked.ok) return checked.answer;
    const { key } = checked;
    const body = await readBody(request);
    if (!body.ok) return failure(body.status, body.message);
    const receivedAt = clock();
    const report = readHealthReport(body.bytes, receivedAt);
    if (!report.ok) return failure(400, report.message);
    const items = report.beats.map((beat) => ({ type: "beat" as const, beat }));
    if (items.length > 0 || queue.isUseDue(key.apiKeyId, receivedAt)) {
      const outcomes = await queue.submit({ key, receivedAt, sourceIp: null, items });
      if (outcomes.includes("refused")) return failure(400, refusedWords);
    } else if (!(await databaseAnswers())) throw unavailable("The database is not available at the moment.");
    return answer(200, {
      api_key_verified: true,
      company_id: key.companyId,
      database: "connected",
      message: "Health check passed",
      status: "ok",
      timestamp: formatIsoWithOffset(receivedAt, timeZone ?? key.companyTimeZone),
    });
  }

  function broken(request: AgentRequest, error: unknown): AgentAnswer {
    if (!isPortalError(error)) {
      const errorId = randomUUID();
      log.error({ err: error, errorId, path: pathOf(request.path) }, "a request of an agent failed");
      return failure(500, `Unexpected error ${errorId}`);
    }
    const { status, headers, message } = toHttp(error);
    if (pathOf(request.path) !== "/api/health") return failure(status, message, headers);
    if (request.method === "GET") return answer(status, { status: "error" }, headers);
    return answer(status, { database: "disconnected", message, status: "error" }, headers);
  }

  async function respond(request: AgentRequest): Promise<AgentAnswer> {
    try {
      const path = pathOf(request.path);
      if (path === "/api/log_event") return await logEvent(request);
      if (path === "/api/health") return await checkHealth(request);
      return failure(404, "Not found");
    } catch (error) {
      return broken(request, error);
    }
  }

  return {
    async handle(request) {
      const given = await respond(request);
      return request.method === "HEAD" ? { ...given, body: "" } : given;
    },
    forgetKeys: () => keys.forget(),
    drain: () => queue.drain(),
  };
}
