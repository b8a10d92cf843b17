import { TZDate } from "@date-fns/tz";
import type { SimulatedPerson } from "./people";
import type { Random } from "./random";

/** One line as an agent sends it, and when it reaches the portal (later than it happened for a laptop on the road). */
export type SimulatedEvent = { at: Date; arrivesAt: Date; body: Record<string, string | number> };

/** An agent's report of the time it was alive, for `POST /api/health`. */
export type SimulatedHeartbeat = { arrivesAt: Date; computerName: string; bootId: string; from: Date; to: Date };

export type SimulatedDay = { events: SimulatedEvent[]; heartbeats: SimulatedHeartbeat[] };

type DayOf = { year: number; month: number; day: number };

const minute = 60_000;

/** A believable day of one person, in the zone of the company. Weekends are mostly empty. */
export function simulateDay(random: Random, person: SimulatedPerson, date: DayOf, zone: string): SimulatedDay {
  const midnight = new TZDate(date.year, date.month - 1, date.day, 0, 0, 0, zone);
  const weekday = midnight.getDay();
  const absent = random.chance(0.06);
  const away = (weekday === 0 || weekday === 6) && !(person.weekends && random.chance(0.5));
  if (absent || away) return { events: [], heartbeats: [] };

  const clock = (minutes: number): Date =>
    new Date(
      new TZDate(date.year, date.month - 1, date.day, 0, Math.floor(minutes), random.whole(0, 59), zone).getTime(),
    );
  const arrives = Math.max(1, Math.round(random.around(person.arrivesAt, 25)));
  const leaves = arrives + Math.max(60, Math.round(random.around(person.worksMinutes, 40)));
  const bootId = `boot-${person.computerName}-${date.year}${date.month}${date.day}`;
  const onTheRoad = person.isLaptop && random.chance(0.15);
  const backOnline = clock(leaves + random.whole(20, 700));
  const events: SimulatedEvent[] = [];

  const say = (type: string, at: Date, userName: string, computerName = person.computerName): void => {
    events.push({
      at,
      arrivesAt: onTheRoad ? backOnline : new Date(at.getTime() + random.whole(200, 4_000)),
      body: {
        EventType: type,
        UserName: userName,
        ComputerName: computerName,
        LocalIP: person.localIp,
        PublicIP: person.publicIp,
        Timestamp: at.toISOString(),
        retry: onTheRoad ? random.whole(1, 40) : 0,
      },
    });
  };

  if (person.shutsDown) say("Boot", clock(arrives - 2), "SYSTEM");
  noise(random, say, person, clock(arrives - 1));
  if (random.chance(0.08)) {
    for (let tries = random.whole(1, 3); tries > 0; tries--) say("FailedLogon", clock(arrives - 0.5), person.userName);
  }
  say("Logon", clock(arrives), person.userName);
  for (const [from, to] of pauses(random, person, arrives, leaves)) {
    say("Lock", clock(from), person.userName);
    if (person.isLaptop && to - from > 25) {
      say("Sleep", clock(from + 3), "SYSTEM");
      say("Wake", clock(to - 1), "SYSTEM");
    }
    say("Unlock", clock(to), person.userName);
  }
  if (person.usesTerminalServer && random.chance(0.4)) {
    const from = arrives + random.whole(30, 120);
    say("Logon", clock(from), person.userName, "TS-01");
    say("Logoff", clock(from + random.whole(20, 180)), person.userName, "TS-01");
  }
  const forgets = random.chance(0.07);
  if (!forgets) say(person.shutsDown && random.chance(0.5) ? "Shutdown" : "Logoff", clock(leaves), person.userName);
  if (random.chance(0.004)) burst(random, say, person, clock(arrives + 60));

  const heartbeats = [
    {
      arrivesAt: onTheRoad ? backOnline : clock(leaves + 1),
      computerName: person.computerName,
      bootId,
      from: clock(arrives - 2),
      to: clock(leaves + 1),
    },
  ];
  return { events, heartbeats };
}

type Say = (type: string, at: Date, userName: string) => void;

/** Windows' own sign-ins, which a report must not count as people. */
function noise(random: Random, say: Say, person: SimulatedPerson, at: Date): void {
  if (random.chance(0.3)) say("Logon", at, "DWM-1");
  if (random.chance(0.2)) say("Logon", at, "UMFD-0");
  if (random.chance(0.2)) say("Logon", at, `${person.computerName}$`);
}

/** Somebody guesses: a dozen wrong passwords within minutes. */
function burst(random: Random, say: Say, person: SimulatedPerson, from: Date): void {
  for (let n = 0; n < random.whole(8, 14); n++) {
    say("FailedLogon", new Date(from.getTime() + n * random.whole(5, 20) * 1_000 + n * minute * 0.1), person.userName);
  }
}

/** Lunch and short absences, in order and without overlap, inside the working time. */
function pauses(random: Random, person: SimulatedPerson, arrives: number, leaves: number): [number, number][] {
  const wanted: [number, number][] = [];
  const lunch = arrives < 12 * 60 ? person.lunchAt : arrives + 240;
  wanted.push([lunch, lunch + random.whole(25, 65)]);
  for (let n = 0; n < person.locksPerDay; n++) {
    const from = random.whole(arrives + 15, Math.max(arrives + 16, leaves - 30));
    wanted.push([from, from + random.whole(3, 20)]);
  }
  wanted.sort((a, b) => a[0] - b[0]);
  const kept: [number, number][] = [];
  for (const [from, to] of wanted) {
    const last = kept[kept.length - 1];
    if (from > (last ? last[1] + 2 : arrives + 5) && to < leaves - 5) kept.push([from, to]);
  }
  return kept;
}
