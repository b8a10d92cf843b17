import type { Database } from "@/lib/db/database";
import { canary, canaryIds } from "@/tests/seed/two-companies";
import { createObserver, dataOf, methodsOf, type Observation, type Observer, type PortalOf } from "./observe";
import { absentLike, type Named, samples } from "./samples";

type AnySample = {
  calls: (named: Named) => unknown[][];
  makes?: true;
  installation?: true;
  administrators?: true;
  figure?: true;
};

/** The table of samples by the path of the method. */
export const sampleOf: ReadonlyMap<string, AnySample> = new Map(
  Object.entries(samples).flatMap(([room, methods]) =>
    Object.entries(methods).map(([name, sample]): [string, AnySample] => [`${room}.${name}`, sample as AnySample]),
  ),
);

export type Inspection = { db: Database; portalOf: PortalOf; own: Named };

const canaryPattern = new RegExp([canary, ...Object.values(canaryIds)].join("|"), "i");

export function showsCanary(text: string): boolean {
  return canaryPattern.test(text);
}

/** The kind alone where two right answers differ, as the ids of two new rows do. */
const comparable = (sample: AnySample, observation: Observation): string =>
  sample.makes ? observation.kind : `${observation.kind} ${observation.text}`;

type Watched = Inspection & { observe: Observer };

async function watch(inspection: Inspection): Promise<Watched> {
  return { ...inspection, observe: await createObserver(inspection.db, inspection.own.id) };
}

async function callEach(
  { observe, portalOf }: Watched,
  name: string,
  named: Named,
): Promise<{ observation: Observation; number: number }[]> {
  const observations = [];
  for (const [number, args] of (sampleOf.get(name)?.calls(named) ?? []).entries()) {
    observations.push({ number, observation: await observe(portalOf, name, args) });
  }
  return observations;
}

/** What honest calls about the own company answer: taken before anything foreign exists, to compare with after. */
export async function ownAnswers(inspection: Inspection): Promise<Map<string, string>> {
  const answers = new Map<string, string>();
  const watched = await watch(inspection);
  for (const [name, sample] of sampleOf) {
    for (const { number, observation } of await callEach(watched, name, inspection.own)) {
      answers.set(`${name} #${number}`, comparable(sample, observation));
    }
  }
  return answers;
}

/**
 * Calls every method of the portal, for the own company and with the names of foreign ones, and tells what is wrong:
 * a method without a sample; a canary in an answer; a foreign row that changed; an answer that is another one since
 * foreign companies exist (a sum would show no canary); a foreign thing that answers otherwise than an absent one.
 */
export async function faultsOf(
  inspection: Inspection,
  foreign: readonly Named[],
  before: ReadonlyMap<string, string>,
): Promise<string[]> {
  const { db, portalOf } = inspection;
  const watched = await watch(inspection);
  const portal = await db.unitOfWork(portalOf);
  const names = [...methodsOf(portal).keys()];
  const faults = names.filter((name) => !sampleOf.has(name)).map((name) => `${name}: no sample call`);
  for (const name of sampleOf.keys()) if (!names.includes(name)) faults.push(`${name}: no such method`);
  if (showsCanary(dataOf(portal))) faults.push("the portal itself shows the canary");

  for (const name of names) {
    const sample = sampleOf.get(name);
    if (!sample) continue;
    for (const { number, observation } of await callEach(watched, name, inspection.own)) {
      const call = `${name} #${number}`;
      faults.push(...trespasses(call, observation));
      if (observation.kind !== "answer" && !sample.administrators)
        faults.push(`${call}: an honest call fails: ${observation.text}`);
      if (before.get(call) !== comparable(sample, observation)) faults.push(`${call}: foreign rows change the answer`);
    }
    faults.push(...(await foreignFaults(watched, name, sample, foreign)));
  }
  return faults;
}

function trespasses(call: string, { text, touchedForeign }: Observation): string[] {
  const faults: string[] = [];
  if (showsCanary(text)) faults.push(`${call}: shows the canary`);
  if (touchedForeign) faults.push(`${call}: changes a foreign row`);
  return faults;
}

/** Foreign things must answer exactly like absent ones. */
async function foreignFaults(
  watched: Watched,
  name: string,
  sample: AnySample,
  foreign: readonly Named[],
): Promise<string[]> {
  const faults: string[] = [];
  const absent = await callEach(watched, name, absentLike(foreign));
  for (const named of foreign) {
    for (const { number, observation } of await callEach(watched, name, named)) {
      const call = `${name} #${number} of a foreign company`;
      faults.push(...trespasses(call, observation));
      if (observation.kind === "fault") faults.push(`${call}: breaks: ${observation.text}`);
      const expected = absent[number]?.observation;
      if (!expected || comparable(sample, expected) !== comparable(sample, observation)) {
        faults.push(`${call}: answers otherwise than an absent one`);
      }
    }
  }
  return faults;
}
