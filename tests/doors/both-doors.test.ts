import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import * as unknownRoute from "@/app/api/[...unknown]/route";
import * as healthRoute from "@/app/api/health/route";
import * as logEventRoute from "@/app/api/log_event/route";
import type { Database } from "@/lib/db/database";
import { createIngest, type Ingest } from "@/lib/events/ingest";
import { createLimits } from "@/lib/limits/rate-limit";
import { agentKeys, seedAgents } from "../fixtures/agents";
import { type FreshDatabase, freshDatabase } from "../store/engines";
import { type CaseAnswer, comparable, type Door, expand, readCases, requestOf, runReferenceCases } from "./cases";

const unlimited = {
  enabled: false,
  loginLimit: 0,
  loginPeriodSeconds: 60,
  registerLimit: 0,
  registerPeriodSeconds: 60,
  apiLimit: 0,
  apiPeriodSeconds: 60,
};
const slot = Symbol.for("winauthmon.runtime");
const shared = globalThis as unknown as Record<symbol, unknown>;

const opened: FreshDatabase[] = [];
let server: Server;
let baseUrl: string;
let fast: { ingest: Ingest; db: Database };
let next: { ingest: Ingest; db: Database };

async function openIngest(): Promise<{ ingest: Ingest; db: Database }> {
  const fresh = await freshDatabase("sqlite");
  opened.push(fresh);
  await seedAgents(fresh.db);
  const complain = (fields: unknown) => {
    throw new Error(`The handler logged an error: ${JSON.stringify(fields)}`);
  };
  const limits = createLimits(unlimited, Date.now);
  const ingest = createIngest({ db: fresh.db, limits, clock: () => new Date(), log: { error: complain } });
  return { ingest, db: fresh.db };
}

beforeAll(async () => {
  fast = await openIngest();
  next = await openIngest();
  shared[slot] = Promise.resolve({ ingest: next.ingest });
  server = createServer(async (request, response) => {
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const path = request.url ?? "/";
    const peer = request.socket.remoteAddress ?? null;
    const given = await fast.ingest.handle({ method: request.method ?? "", path, headers, body: request, peer });
    response.writeHead(given.status, given.headers).end(given.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  delete shared[slot];
  await new Promise((resolve) => server.close(resolve));
  for (const { db, drop } of opened) {
    await db.close();
    await drop();
  }
});

type Handler = (request: Request) => Promise<Response>;

function routeOf(path: string): Record<string, unknown> {
  if (path === "/api/log_event") return logEventRoute;
  return path === "/api/health" ? healthRoute : unknownRoute;
}

/** As Next's router would find them: the exported functions of the routes. */
const nextDoor: Door = async ({ method, path, headers, body }) => {
  const url = `http://portal.test${path}`;
  const handler = routeOf(new URL(url).pathname)[method];
  if (typeof handler !== "function") throw new Error(`The route exports no ${method}`);
  const sent = body.length > 0 ? { body: new Uint8Array(body) } : {};
  const response = await (handler as Handler)(new Request(url, { method, headers, ...sent }));
  const answered = { status: response.status, headers: Object.fromEntries(response.headers) };
  return { ...answered, body: Buffer.from(await response.arrayBuffer()).toString("utf8") };
};

/** What the handler decides; the rest (date, length, connection) belongs to the transport. */
function bytesOf({ status, headers, body }: CaseAnswer): unknown {
  const { "content-type": type, "cache-control": cache, allow, "retry-after": retry } = headers;
  return { status, type, cache, allow, retry, body: comparable(body) };
}

async function storedEvents(db: Database): Promise<Map<string, unknown>> {
  const rows = await db.prisma.eventLog.findMany();
  return new Map(
    rows.map((row) => [
      `${row.companyId} ${row.userName} ${row.eventType} ${row.computerName} ${row.occurredAt.toISOString()} ${row.recordId}`,
      { localIp: row.localIp, publicIp: row.publicIp, retry: row.retry },
    ]),
  );
}

test("every case gets the answer it should, with the same bytes from both doors", async () => {
  const throughFast = await runReferenceCases(baseUrl, agentKeys);
  const throughNext = await runReferenceCases(nextDoor, agentKeys);
  expect(throughFast.faults).toEqual([]);
  expect(throughNext.faults).toEqual([]);
  expect(throughNext.answers.map(bytesOf)).toEqual(throughFast.answers.map(bytesOf));

  const expected = readCases().flatMap((one) => one.stored);
  for (const { db } of [fast, next]) {
    const stored = await storedEvents(db);
    expect(stored.size).toBe(expected.length);
    for (const row of expected) {
      const userName = expand(row.userName, agentKeys);
      const eventType = expand(row.eventType, agentKeys);
      const name = `${row.company} ${userName} ${eventType} ${row.computerName} ${row.occurredAt}`;
      const [found] = [...stored].filter(([key]) => key.startsWith(`${name} `));
      expect([name, found?.[1]]).toEqual([name, { localIp: row.localIp, publicIp: row.publicIp, retry: row.retry }]);
    }
  }
});

test("every difference from the original says why", () => {
  for (const one of readCases()) {
    if (one.original === null || one.original.status !== one.status)
      expect([one.name, one.why]).not.toContain(undefined);
    expect(requestOf(one, agentKeys).path).toMatch(/^\/api\//);
  }
  expect(readCases().filter((one) => one.original !== null)).toHaveLength(121);
});
