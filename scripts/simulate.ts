// Fills a portal with believable days through its real API, or keeps it busy live.
import { parseArgs } from "node:util";
import { simulateHistory } from "./simulate/history";
import { simulateLive } from "./simulate/live";
import { progressBar } from "./simulate/progress";
import { createSender, postUntilTaken } from "./simulate/send";

const usage = `npm run simulate -- --url http://localhost:8000 --key KEY [--people 50] [--days 30] [--seed 1] [--zone Europe/London]
npm run simulate -- --url http://localhost:8000 --key KEY --live [--rate 5] [--seconds 60]
  --insecure   accept a self-signed certificate`;

const { values } = parseArgs({
  options: {
    url: { type: "string" },
    key: { type: "string" },
    people: { type: "string", default: "50" },
    days: { type: "string", default: "30" },
    seed: { type: "string", default: "1" },
    zone: { type: "string", default: "UTC" },
    live: { type: "boolean", default: false },
    rate: { type: "string", default: "5" },
    seconds: { type: "string" },
    insecure: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < least || number > most) {
    console.error(`--${name}: "${text}" is not a whole number from ${least} to ${most}`);
    process.exit(2);
  }
  return number;
}

if (values.help || !values.url || !values.key) {
  console.error(usage);
  process.exit(values.help ? 0 : 2);
}

const sender = createSender({ url: values.url, key: values.key, insecure: values.insecure });
try {
  if (values.live) {
    await simulateLive(sender, {
      people: wholeNumber("people", values.people, 1, 10_000),
      rate: wholeNumber("rate", values.rate, 1, 500),
      seed: wholeNumber("seed", values.seed, 0, 4_294_967_295),
      seconds: values.seconds === undefined ? null : wholeNumber("seconds", values.seconds, 1, 86_400),
    });
  } else {
    await postHistory();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
} finally {
  sender.close();
}

async function postHistory(): Promise<void> {
  const history = simulateHistory({
    people: wholeNumber("people", values.people, 1, 10_000),
    days: wholeNumber("days", values.days, 1, 400),
    seed: wholeNumber("seed", values.seed, 0, 4_294_967_295),
    zone: values.zone,
    until: new Date(),
  });
  const batchSize = 250;
  const bar = progressBar("events", history.events.length);
  const totals = { created: 0, duplicates: 0, rejected: 0 };
  for (let start = 0; start < history.events.length; start += batchSize) {
    const batch = history.events.slice(start, start + batchSize);
    const answer = JSON.parse(
      await postUntilTaken(sender, "/api/log_event", { events: batch.map((event) => event.body) }),
    );
    totals.created += answer.created;
    totals.duplicates += answer.duplicates;
    totals.rejected += answer.rejected;
    bar.advance(batch.length);
  }
  bar.done();
  const beats = progressBar("heartbeats", history.heartbeats.length);
  for (const beat of history.heartbeats) {
    await postUntilTaken(sender, "/api/health", {
      ComputerName: beat.computerName,
      AgentVersion: "simulator",
      BootId: beat.bootId,
      Alive: [{ From: beat.from.toISOString(), To: beat.to.toISOString(), BootId: beat.bootId }],
    });
    beats.advance(1);
  }
  beats.done();
  console.log(`${totals.created} events created, ${totals.duplicates} already recorded, ${totals.rejected} rejected`);
}
