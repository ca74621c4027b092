import type {
  CheckListItem,
  ClauseSummary,
  CommitmentSummary,
  NamedOver,
  ResultVerdict,
} from "@/lib/commitments";
import {
  capitalise,
  countInWords,
  formatDate,
  formatList,
  formatPercent,
  numberWord,
} from "@/lib/kernel/format";
import { GRAVEST_FIRST, RESULT_WORDS } from "./strip-model";

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

/** "23 March 2026, before it was said"; null without a check. A month or year that is all that is known has begun by its first day. */
export function testedSince({
  first_day,
  made_on,
}: Pick<CommitmentSummary, "first_day" | "made_on">): string | null {
  if (first_day === null) return null;
  const before = made_on !== null && first_day.slice(0, made_on.length) < made_on;
  return `${formatDate(first_day)}${before ? ", before it was said" : ""}`;
}

const has = (n: number) => (n === 1 ? "has" : "have");

/** "Two of five clauses have a passing test, one has evidence that holds and two have neither." */
export function coverageWords({ coverage }: Pick<CommitmentSummary, "coverage">): string {
  const { clauses, passing, evidenced, neither, answered } = coverage;
  if (clauses === 0) return "It is not split in clauses yet, so nothing of it can be tested.";
  const of = `of ${countInWords(clauses, "clause")}`;
  const bare = answered === 0 ? "" : `, ${numberWord(answered)} of them an answer without evidence`;
  const parts = [
    `${passing === 0 ? "none" : numberWord(passing)} ${of} ${passing === 0 ? "has" : has(passing)} a passing test`,
    ...(evidenced > 0 ? [`${numberWord(evidenced)} ${has(evidenced)} evidence that holds`] : []),
    ...(neither > 0
      ? [
          `${numberWord(neither)} ${has(neither)} ${evidenced > 0 ? "neither" : "neither that nor evidence"}${bare}`,
        ]
      : []),
  ];
  return capitalise(`${formatList(parts)}.`);
}

const isRunning = ({ status }: Pick<CheckListItem, "status">) =>
  status === "running" || status === "superseded";

/** Of routers in words: "one simulated router of three", "all three simulated routers", "the one router". */
function routersWords(hit: number, all: number, generated: boolean): string {
  const kind = generated ? "simulated " : "";
  if (all === 1) return `the one ${kind}router`;
  if (hit === all) return `${all === 2 ? "both" : `all ${numberWord(all)}`} ${kind}routers`;
  return `${numberWord(hit)} ${kind}router${hit === 1 ? "" : "s"} of ${numberWord(all)}`;
}

/**
 * The verdict on a promise as a sentence, worst first: "Breach on one simulated router of three." Where no check of a
 * router says so, by how many checks: "Watch by one of nine checks." Null while nothing that runs has a result.
 */
export function promiseSentence(
  { clauses }: Pick<CommitmentSummary, "clauses">,
  generated: boolean,
): string | null {
  const running = clauses.flatMap(({ checks }) => checks).filter(isRunning);
  const said = (verdict: ResultVerdict) => running.filter(({ latest }) => latest?.verdict === verdict);
  const worst = GRAVEST_FIRST.find((verdict) => said(verdict).length > 0);
  if (!worst) return null;
  const asked = running.filter(({ metric, router }) => metric === "routing_tilt" && router !== null);
  const routers = new Set(asked.map(({ router }) => router));
  const hit = new Set(said(worst).flatMap((check) => (asked.includes(check) ? [check.router] : [])));
  if (hit.size > 0) return `${RESULT_WORDS[worst]} on ${routersWords(hit.size, routers.size, generated)}.`;
  const checks = countInWords(running.length, "check");
  return `${RESULT_WORDS[worst]} by ${numberWord(said(worst).length)} of ${checks}${generated ? ", on simulated data" : ""}.`;
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

/** Why a test neither passes nor fails. */
function openWords(checks: ClauseSummary["checks"]): string {
  const verdicts = checks
    .filter((check) => isRunning(check) && check.metric !== "attestation")
    .map(({ latest }) => latest?.verdict ?? null);
  if (verdicts.every((verdict) => verdict === null)) return "a test runs, without a result yet";
  if (verdicts.every((verdict) => verdict === null || verdict === "no_data"))
    return "a test runs, and has had no data";
  return "tested, not settled";
}

/** What stands behind a clause now, in words. */
export function clauseState({ test, evidence, checks }: ClauseSummary): string {
  if (checks.length === 0) return "no check yet";
  const tests = {
    passing: "a test passes",
    failing: "a test is watched or broken",
    open: "",
    none: "",
  }[test];
  const attested = {
    holding: "evidence holds",
    answered: "answered, without evidence",
    lacking: "evidence is lacking",
    none: "",
  }[evidence];
  const words = [test === "open" ? openWords(checks) : tests, attested];
  return words.filter((text) => text !== "").join("; ") || "no check runs now";
}

/** Clauses with the gravest word first; without one, those that are tested or asked about before those that are not. */
export function gravestFirst(clauses: readonly ClauseSummary[]): ClauseSummary[] {
  const rank = ({ verdict, checks }: ClauseSummary) =>
    verdict === null ? GRAVEST_FIRST.length + (checks.length === 0 ? 1 : 0) : GRAVEST_FIRST.indexOf(verdict);
  return clauses.toSorted((a, b) => rank(a) - rank(b));
}

/** The same of the checks of a clause; those without a result come last. */
export const gravestChecks = (checks: readonly CheckListItem[]): CheckListItem[] =>
  checks.toSorted((a, b) => gravityOf(a.latest) - gravityOf(b.latest));

const gravityOf = (latest: CheckListItem["latest"]): number =>
  latest === null ? GRAVEST_FIRST.length : GRAVEST_FIRST.indexOf(latest.verdict);

type Titled = Pick<CheckListItem, "id" | "title">;

/** What several tilt checks of a clause show together; null for fewer than two. */
export function namedOverWords(over: NamedOver | null, checks: readonly Titled[]): string | null {
  if (!over) return null;
  const titles = over.named.map((id) => `“${checks.find((check) => check.id === id)?.title ?? id}”`);
  const level = formatPercent(over.alpha, over.alpha < 0.01 ? 2 : 0);
  const who =
    titles.length === 0
      ? "none stands out"
      : `${formatList(titles)} ${titles.length === 1 ? "stands" : "stand"} out`;
  return `Of its ${countInWords(over.checks, "tilt check")} taken together, ${who} (e-BH at ${level}). Each one’s own verdict is at its own level; the clause’s other checks have no such evidence and stay at theirs.`;
}

/** The same of one of them: "stands out among the three tilt checks of its clause". */
export function namedOneWords(over: NamedOver | null, id: string): string | null {
  if (!over) return null;
  const stands = over.named.includes(id) ? "stands out" : "does not stand out";
  return `${stands} among the ${countInWords(over.checks, "tilt check")} of its clause (e-BH at ${formatPercent(over.alpha, over.alpha < 0.01 ? 2 : 0)}); the verdict is at its own level`;
}
