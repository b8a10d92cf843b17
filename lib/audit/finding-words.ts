import type { ChainFinding } from "./hash-chain";

const amount = (links: number): string => links.toLocaleString("en-GB");

/** What a verification found, in plain words: one sentence, then what it means. */
export function wordsOfFinding(finding: ChainFinding): { title: string; meaning: string } {
  if (finding.ok) {
    return {
      title: "The chain is whole.",
      meaning: `All ${amount(finding.links)} entries are there, in their order and as they were written.`,
    };
  }
  const place = amount(finding.chainIndex);
  switch (finding.problem) {
    case "missing":
      return {
        title: `The chain breaks at entry ${place}: it is missing.`,
        meaning: "An entry was deleted or taken out of the chain, or the end of the trail was cut off.",
      };
    case "repeated":
      return {
        title: `The chain breaks at entry ${place}: its number is there twice.`,
        meaning: "An entry was copied or put in by something other than the portal.",
      };
    case "altered":
      return {
        title: `The chain breaks at entry ${place}: it is not as it was written.`,
        meaning:
          "The entry was changed, moved to another place, or signed with another key (a different SECRET_KEY or secret file).",
      };
    case "head":
      return {
        title: `The end of the chain at entry ${place} is not the one that was noted.`,
        meaning: "The record of where the chain ends was changed by something other than the portal.",
      };
    case "copy":
      return {
        title: `Entry ${place} is not the one the instance folder remembers.`,
        meaning:
          "The trail was written anew from there or before, or this is another database than the folder belongs to.",
      };
    case "cut":
      return {
        title: `The chain ends before entry ${place}, which the instance folder remembers.`,
        meaning: "The end of the trail was cut off, or an older backup of the database was put back.",
      };
  }
}
