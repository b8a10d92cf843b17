import { simulateHistory } from "@/scripts/simulate/history";

const options = { people: 12, days: 10, seed: 7, zone: "Europe/London", until: new Date("2026-03-31T20:00:00Z") };

describe("simulated history", () => {
  test("is the same for the same seed and another for another", () => {
    const bodies = (seed: number): string => JSON.stringify(simulateHistory({ ...options, seed }));
    expect(bodies(7)).toBe(bodies(7));
    expect(bodies(7)).not.toBe(bodies(8));
  });

  test("is told in the order of arrival, never from the future, and holds what a real office holds", () => {
    const { events, heartbeats } = simulateHistory(options);
    const arrivals = events.map((event) => event.arrivesAt.getTime());
    expect(arrivals).toEqual([...arrivals].sort((a, b) => a - b));
    expect(arrivals.every((at) => at <= options.until.getTime())).toBe(true);
    const types = new Set(events.map((event) => event.body.EventType));
    for (const type of ["Logon", "Logoff", "Lock", "Unlock", "Boot", "Shutdown", "Sleep", "Wake", "FailedLogon"]) {
      expect(types).toContain(type);
    }
    expect(events.some((event) => event.arrivesAt.getTime() - event.at.getTime() > 600_000)).toBe(true);
    expect(events.some((event) => event.body.UserName === "DWM-1")).toBe(true);
    expect(heartbeats.length).toBeGreaterThan(0);
    expect(heartbeats.every((beat) => beat.from < beat.to)).toBe(true);
  });
});
