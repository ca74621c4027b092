import { evidenceHolds } from "../attestations/rules";
import type { AttestationAnswerView } from "../attestations/schema";
import type { MetricOf } from "../checks/definition";
import type { CheckListItem } from "../checks/schema";
import { type Day, plusDays } from "../day";
import { GRAVEST_FIRST } from "../results/gravity";
import type { DaysByVerdict, ResultVerdict } from "../results/schema";
import { dueAt, graceHours, isDueDay, nextDue, type Scheduled } from "../schedule/due";
import type { ClauseEvidence, ClauseTest, CommitmentSummary } from "./schema";

const DAY_MS = 86_400_000;

/** From the least to the gravest. */
export const BY_BADNESS: readonly ResultVerdict[] = GRAVEST_FIRST.toReversed();

/** The worst of some verdicts; null of none. */
export const worstVerdict = (verdicts: readonly ResultVerdict[]): ResultVerdict | null =>
  GRAVEST_FIRST.find((verdict) => verdicts.includes(verdict)) ?? null;

export const NO_DAYS: DaysByVerdict = {
  ...{ tested: 0, kept: 0, watch: 0, breach: 0, inconclusive: 0, no_data: 0, failed: 0 },
};

const WITH_DATA: readonly ResultVerdict[] = ["kept", "watch", "breach", "inconclusive"];

/** Days by verdict. Tested are those on which data were judged: not those without data, nor with a run that failed. */
export function toDays(counts: ReadonlyMap<ResultVerdict, number>): DaysByVerdict {
  const of = (verdict: ResultVerdict): number => counts.get(verdict) ?? 0;
  return {
    tested: WITH_DATA.reduce((sum, verdict) => sum + of(verdict), 0),
    kept: of("kept"),
    watch: of("watch"),
    breach: of("breach"),
    inconclusive: of("inconclusive"),
    no_data: of("no_data"),
    failed: of("failed"),
  };
}

/** Whether no due run has been missing for a day since a result. */
export function isTimely(check: Scheduled, judged: Day, now_ms: number): boolean {
  const next = nextDue(check, plusDays(judged, 1));
  return next === null || now_ms < dueAt(check, next) + DAY_MS;
}

/** A check that runs, as far as the state of its clause hangs on it. */
export type Running = { item: Pick<CheckListItem, "metric" | "latest" | "strip">; check: Scheduled };

/** What the checks with a metric say of a clause; it does not pass while people who are asked say that it was not kept. */
export function clauseTest(running: readonly Running[], now_ms: number): ClauseTest {
  const tests = running.filter(({ item }) => item.metric !== "attestation");
  if (tests.length === 0) return "none";
  const verdicts = tests.map(({ item }) => item.latest?.verdict);
  const denied = running.some(({ item }) => item.latest?.verdict === "breach");
  if (denied || verdicts.includes("watch")) return "failing";
  // A window stays kept while nothing is delivered any more; a test that sees nothing passes nothing.
  const sees = ({ strip }: Running["item"]): boolean => strip.at(-1)?.verdict !== "no_data";
  const passes = ({ item, check }: Running): boolean =>
    item.latest?.verdict === "kept" && sees(item) && isTimely(check, item.latest.day, now_ms);
  return tests.some(passes) ? "passing" : "open";
}

/** The last due day that was judged when a day began, since people answer in the time between; null where none was. */
function judgedBefore(check: Scheduled, today: Day): Day | null {
  const { first_day } = check.definition;
  const grace_days = Math.ceil(graceHours(check.definition) / 24);
  for (let day = plusDays(today, -1 - grace_days); day >= first_day; day = plusDays(day, -1))
    if (isDueDay(check, day)) return day;
  return null;
}

type Asked = { check: Scheduled; test: MetricOf<"attestation">; answers: readonly AttestationAnswerView[] };

/** What each person asked said last, of the period in course or the one that was judged last; null: nothing. */
function lastAnswers({ check, test, answers }: Asked, today: Day): (AttestationAnswerView | null)[] {
  const since = judgedBefore(check, today);
  return test.people.map((email) =>
    answers
      .filter((answer) => answer.email === email && (since === null || answer.day >= since))
      .reduce<AttestationAnswerView | null>(
        (newest, answer) => (newest === null || answer.day >= newest.day ? answer : newest),
        null,
      ),
  );
}

/**
 * What everybody asked said lately: kept, with evidence that has not expired (`holding`); kept, and some without evidence
 * where none is wanted (`answered`); else `lacking`. `answers` are in the order they were given.
 */
export function attestationState(asked: Asked, today: Day): ClauseEvidence {
  const standing = lastAnswers(asked, today).map((last) =>
    last?.answer === "kept" && evidenceHolds(last, asked.test, today) ? last : null,
  );
  if (standing.includes(null)) return "lacking";
  return standing.every((answer) => answer?.evidence_sha256 != null) ? "holding" : "answered";
}

/** The best of its attestations; none holds while somebody asked by any of them says that it was not kept. */
export function clauseEvidence(asked: readonly Asked[], today: Day): ClauseEvidence {
  if (asked.length === 0) return "none";
  const said = asked.flatMap((one) => lastAnswers(one, today));
  if (said.some((answer) => answer?.answer === "not_kept")) return "lacking";
  const states = asked.map((one) => attestationState(one, today));
  return (["holding", "answered"] as const).find((state) => states.includes(state)) ?? "lacking";
}

type State = { test: ClauseTest; evidence: ClauseEvidence };

/** How many clauses are covered, and how; an answer alone covers none. */
export const coverageOf = (clauses: readonly State[]): CommitmentSummary["coverage"] => ({
  clauses: clauses.length,
  passing: clauses.filter(({ test }) => test === "passing").length,
  evidenced: clauses.filter(({ evidence }) => evidence === "holding").length,
  neither: clauses.filter(({ test, evidence }) => test !== "passing" && evidence !== "holding").length,
  answered: clauses.filter(({ test, evidence }) => test !== "passing" && evidence === "answered").length,
});
