import { simulatePeople } from "./people";
import { createRandom, type Random } from "./random";
import { postUntilTaken, type Sender } from "./send";

export type LiveOptions = { people: number; rate: number; seed: number; seconds: number | null };

/** What a person may do next, so that the stream makes sense: nobody unlocks what is not locked. */
const nextSteps: Record<string, readonly string[]> = {
  out: ["Logon", "Logon", "Logon", "FailedLogon"],
  active: ["Lock", "Lock", "Lock", "Logoff"],
  locked: ["Unlock", "Unlock", "Unlock", "FailedLogon", "Logoff"],
};
const stateAfter: Record<string, string> = { Logon: "active", Lock: "locked", Unlock: "active", Logoff: "out" };

function nextStep(random: Random, state: string): { type: string; state: string } {
  const type = random.pick(nextSteps[state] ?? ["Logon"]);
  return { type, state: stateAfter[type] ?? state };
}

/** Posts `rate` events a second, one request each, until `seconds` have passed or it is stopped. */
export async function simulateLive(sender: Sender, options: LiveOptions): Promise<void> {
  const random = createRandom(options.seed);
  const people = simulatePeople(random, options.people).map((person) => ({ person, state: "out" }));
  let stopped = false;
  process.once("SIGINT", () => {
    stopped = true;
  });
  const started = Date.now();
  let sent = 0;
  while (!stopped && (options.seconds === null || Date.now() - started < options.seconds * 1_000)) {
    const entry = random.pick(people);
    const step = nextStep(random, entry.state);
    entry.state = step.state;
    await postUntilTaken(sender, "/api/log_event", {
      EventType: step.type,
      UserName: entry.person.userName,
      ComputerName: entry.person.computerName,
      LocalIP: entry.person.localIp,
      PublicIP: entry.person.publicIp,
      Timestamp: new Date().toISOString(),
      retry: 0,
    });
    sent++;
    const due = started + (sent / options.rate) * 1_000;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - Date.now())));
  }
  console.log(`${sent} events sent`);
}
