import {
  type CheckListItem,
  type ClauseSummary,
  type CommitmentSummary,
  type DaysByVerdict,
  GRAVEST_FIRST,
  isRunning,
  type NamedOver,
  type ResultMark,
  type ResultVerdict,
} from "@/lib/commitments";
import { countInWords, formatDate, formatList, formatPercent, numberWord } from "@/lib/kernel/format";
import { RESULT_WORDS } from "./strip-model";

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

/** What can be said of a clause in one word: the gravest that its checks say, else how far it is covered. */
type ClauseWord =
  | "breach"
  | "watch"
  | "failed"
  | "passing"
  | "holding"
  | "open"
  | "no_data"
  | "dark"
  | "no_result"
  | "answered"
  | "lacking"
  | "idle"
  | "none";

/** One and several clauses of which it is said, in the order in which it is told. */
const CLAUSE_WORDS: Record<ClauseWord, [string, string]> = {
  breach: ["is in breach", "are in breach"],
  watch: ["is on watch", "are on watch"],
  failed: ["has a run that failed", "have a run that failed"],
  passing: ["passes", "pass"],
  holding: ["has evidence that holds", "have evidence that holds"],
  open: ["is tested and not settled", "are tested and not settled"],
  no_data: ["has had no data", "have had no data"],
  dark: ["has had no data lately", "have had no data lately"],
  no_result: ["has no result yet", "have no result yet"],
  answered: ["is answered without evidence", "are answered without evidence"],
  lacking: ["lacks its evidence", "lack their evidence"],
  idle: ["has no check that runs", "have no check that runs"],
  none: ["has no check", "have no check"],
};

function clauseWord({ test, evidence, verdict, checks }: ClauseSummary): ClauseWord {
  if (checks.length === 0) return "none";
  if (verdict === "breach" || verdict === "watch") return verdict;
  if (test === "passing") return "passing";
  if (evidence === "holding") return "holding";
  if (verdict === "failed") return "failed";
  if (test === "open") return openWord(checks);
  if (evidence === "answered" || evidence === "lacking") return evidence;
  return "idle";
}

/** Why a test neither passes nor fails. */
function openWord(checks: ClauseSummary["checks"]): keyof typeof OPEN_WORDS {
  const tests = checks.filter((check) => isRunning(check) && check.metric !== "attestation");
  const verdicts = tests.flatMap(({ latest }) => latest?.verdict ?? []);
  if (verdicts.length === 0) return "no_result";
  if (verdicts.every((verdict) => verdict === "no_data")) return "no_data";
  const days = tests.flatMap(({ strip }) => strip.at(-1)?.verdict ?? []);
  return days.every((verdict) => verdict === "no_data") ? "dark" : "open";
}

/** "Of seven clauses one is in breach, one passes, one is answered without evidence and four have no check." */
export function coverageWords({ clauses }: Pick<CommitmentSummary, "clauses">): string {
  if (clauses.length === 0) return "It is not split in clauses yet, so nothing of it can be tested.";
  const words = clauses.map(clauseWord);
  const told = (Object.keys(CLAUSE_WORDS) as ClauseWord[]).flatMap((word) => {
    const n = words.filter((each) => each === word).length;
    return n === 0 ? [] : [{ n, words: CLAUSE_WORDS[word][n === 1 ? 0 : 1] }];
  });
  if (clauses.length === 1) return `Its one clause ${told[0]?.words}.`;
  const parts = told.map(({ n, words: said }) => `${numberWord(n)} ${said}`);
  return `Of ${countInWords(clauses.length, "clause")} ${formatList(parts)}.`;
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

const OPEN_WORDS = {
  no_result: "a test runs, without a result yet",
  no_data: "a test runs, and has had no data",
  dark: "a test runs, without data lately",
  open: "tested, not settled",
} as const;

/** What stands behind a clause now, in words. */
export function clauseState({ test, evidence, verdict, checks }: ClauseSummary): string {
  if (checks.length === 0) return "no check yet";
  const tests = {
    passing: "a test passes",
    failing: verdict === "breach" ? "in breach" : "on watch",
    open: OPEN_WORDS[openWord(checks)],
    none: "",
  }[test];
  const attested = {
    holding: "evidence holds",
    answered: "answered, without evidence",
    lacking:
      verdict === "breach" && test !== "failing" ? "in breach by what people say" : "evidence is lacking",
    none: "",
  }[evidence];
  return [tests, attested].filter((text) => text !== "").join("; ") || "no check runs now";
}

/** Of a check that judges by week or month: "eight of eight kept, the last of 31 October 2026". Null without a result. */
export function fewWords({ strip }: Pick<CheckListItem, "strip">): string | null {
  const last = strip.at(-1);
  if (!last) return null;
  const parts = GRAVEST_FIRST.flatMap((verdict) => {
    const n = strip.filter((mark) => mark.verdict === verdict).length;
    return n === 0 ? [] : [`${numberWord(n)} ${RESULT_WORDS[verdict].toLowerCase()}`];
  });
  const counts =
    parts.length === 1
      ? `${numberWord(strip.length)} of ${numberWord(strip.length)} ${RESULT_WORDS[last.verdict].toLowerCase()}`
      : `${formatList(parts)} of ${numberWord(strip.length)}`;
  return `${counts}, the last of ${formatDate(last.day)}`;
}

/** Every mark that is drawn under some clauses: what a legend explains. */
export const marksOf = (clauses: readonly ClauseSummary[]): ResultMark[] =>
  clauses.flatMap(({ checks }) => checks.flatMap(({ strip }) => strip));

/** Whether days say of a clause what they say of its whole promise: then they are not shown twice. */
export const isSameDays = (a: DaysByVerdict, b: DaysByVerdict): boolean =>
  (Object.keys(a) as (keyof DaysByVerdict)[]).every((name) => a[name] === b[name]);

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
  const who =
    titles.length === 0
      ? "none stands out"
      : `${formatList(titles)} ${titles.length === 1 ? "stands" : "stand"} out`;
  return `Of its ${countInWords(over.checks, "tilt check")} taken together, ${who}`;
}

/** "1 %": the level at which several are taken together. */
export const levelOver = ({ alpha }: NamedOver): string => formatPercent(alpha, alpha < 0.01 ? 2 : 0);

/** The same of one of them, that takes part: "stands out when the three tilt checks of its clause are taken together". */
export function namedOneWords(over: NamedOver | null, id: string): string | null {
  if (!over) return null;
  const stands = over.named.includes(id) ? "stands out" : "does not stand out";
  return `${stands} when the clause’s ${countInWords(over.checks, "tilt check")} are taken together`;
}
