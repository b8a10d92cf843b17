import type { Random } from "./random";

/** One simulated person with a computer and habits. Minutes are minutes of the local day. */
export type SimulatedPerson = {
  userName: string;
  computerName: string;
  isLaptop: boolean;
  localIp: string;
  publicIp: string;
  arrivesAt: number;
  worksMinutes: number;
  lunchAt: number;
  locksPerDay: number;
  /** Shuts the computer down in the evening instead of signing out. */
  shutsDown: boolean;
  /** Also works on the terminal server now and then. */
  usesTerminalServer: boolean;
  weekends: boolean;
};

const firstNames =
  "ada ben carla dmitri elena farid grace henry irene jakub katrin liam mei nadia oscar priya quentin rosa samir tessa ursula viktor wendy xenia yusuf zoe".split(
    " ",
  );
const lastNames =
  "adler brown costa dubois evans fischer garcia haddad ivanov jensen kowalski lindgren moreau novak okafor petrov quinn rossi schmidt tanaka ueda varga walsh xu young ziegler".split(
    " ",
  );

export function simulatePeople(random: Random, count: number): SimulatedPerson[] {
  const taken = new Set<string>();
  return Array.from({ length: count }, (_, index) => {
    let userName = `${random.pick(firstNames)}.${random.pick(lastNames)}`;
    while (taken.has(userName)) userName = `${random.pick(firstNames)}.${random.pick(lastNames)}${index}`;
    taken.add(userName);
    const isLaptop = random.chance(0.45);
    const number = String(index + 1).padStart(3, "0");
    const nightShift = random.chance(0.04);
    return {
      userName: random.chance(0.8) ? `CORP\\${userName}` : userName,
      computerName: `${isLaptop ? "LT" : "PC"}-${number}`,
      isLaptop,
      localIp: `10.20.${1 + Math.floor(index / 250)}.${1 + (index % 250)}`,
      publicIp: isLaptop && random.chance(0.5) ? `198.51.100.${1 + (index % 250)}` : "203.0.113.10",
      arrivesAt: nightShift ? 21 * 60 : Math.round(random.around(8 * 60 + 30, 90)),
      worksMinutes: Math.round(random.around(8 * 60 + 20, 70)),
      lunchAt: Math.round(random.around(12 * 60 + 30, 45)),
      locksPerDay: random.whole(1, 6),
      shutsDown: random.chance(0.6),
      usesTerminalServer: random.chance(0.1),
      weekends: random.chance(0.05),
    };
  });
}
