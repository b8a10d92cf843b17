import { type SimulatedEvent, type SimulatedHeartbeat, simulateDay } from "./day";
import { simulatePeople } from "./people";
import { createRandom } from "./random";

export type HistoryOptions = { people: number; days: number; seed: number; zone: string; until: Date };

export type History = { events: SimulatedEvent[]; heartbeats: SimulatedHeartbeat[] };

const dayMs = 86_400_000;

/** The last `days` days of `people` people up to `until`, in the order in which the portal hears of them. */
export function simulateHistory(options: HistoryOptions): History {
  const random = createRandom(options.seed);
  const people = simulatePeople(random, options.people);
  const history: History = { events: [], heartbeats: [] };
  for (let back = options.days - 1; back >= 0; back--) {
    const parts = new Intl.DateTimeFormat("en-CA", { timeZone: options.zone }).format(
      new Date(options.until.getTime() - back * dayMs),
    );
    const [year = 2000, month = 1, day = 1] = parts.split("-").map(Number);
    for (const person of people) {
      const simulated = simulateDay(random, person, { year, month, day }, options.zone);
      history.events.push(...simulated.events);
      history.heartbeats.push(...simulated.heartbeats);
    }
  }
  const heard = <T extends { arrivesAt: Date }>(entry: T): boolean => entry.arrivesAt <= options.until;
  return {
    events: history.events.filter(heard).sort((a, b) => a.arrivesAt.getTime() - b.arrivesAt.getTime()),
    heartbeats: history.heartbeats.filter((beat) => heard(beat) && beat.to <= options.until),
  };
}
