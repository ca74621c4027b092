import type { ClauseSummary, CommitmentSummary } from "@/lib/commitments";
import { capitalise, countInWords, formatDate, formatList, numberWord } from "@/lib/kernel/format";

/** "Said by the chief executive in April 2026." The audience stands with the other facts, in the record's own words. */
export function saidWords({
  speaker,
  made_on,
}: Pick<CommitmentSummary, "speaker" | "made_on">): string | null {
  const parts = [
    ...(speaker ? [`by ${speaker}`] : []),
    ...(made_on ? [made_on.length === 10 ? `on ${formatDate(made_on)}` : `in ${formatDate(made_on)}`] : []),
  ];
  return parts.length === 0 ? null : `Said ${parts.join(", ")}.`;
}

/** "Two of five clauses have a passing test, one has unexpired evidence, two have neither." */
export function coverageWords({ coverage }: Pick<CommitmentSummary, "coverage">): string {
  const { clauses, passing, evidenced, neither } = coverage;
  if (clauses === 0) return "It is not split in clauses yet, so nothing of it can be tested.";
  const of = `of ${countInWords(clauses, "clause")}`;
  const has = (n: number) => (n === 1 ? "has" : "have");
  const parts = [
    `${passing === 0 ? "none" : numberWord(passing)} ${of} ${passing === 0 ? "has" : has(passing)} a passing test`,
    ...(evidenced > 0 ? [`${numberWord(evidenced)} ${has(evidenced)} evidence that holds`] : []),
    ...(neither > 0 ? [`${numberWord(neither)} ${has(neither)} neither`] : []),
  ];
  return capitalise(`${formatList(parts)}.`);
}

const KINDS: Record<string, string> = {
  routing: "Routing",
  data_use: "Use of data",
  placement: "Placement",
  pricing: "Pricing",
  launch: "Launch",
  capacity: "Capacity",
  support: "Support",
};

export const clauseKind = (kind: string | null): string =>
  kind === null ? "Kind unknown" : (KINDS[kind] ?? kind);

/** What stands behind a clause now, in words. */
export function clauseState({ test, evidence, checks }: ClauseSummary): string {
  if (checks.length === 0) return "no check yet";
  const tests = {
    passing: "a test passes",
    failing: "a test is watched or broken",
    open: "tested, not settled",
    none: "",
  }[test];
  const attested = { holding: "evidence holds", lacking: "evidence is lacking", none: "" }[evidence];
  return [tests, attested].filter((text) => text !== "").join("; ") || "no check runs now";
}
