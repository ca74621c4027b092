import type { ResultVerdict } from "../results/schema";
import type { FindingKind, FindingStatus } from "./schema";

/** What is done to a finding; `worsen` and `end_risk` by the system alone. */
export const FINDING_ACTS = [
  "change",
  "remedy",
  "request_risk",
  "accept_risk",
  "refuse_risk",
  "end_risk",
  "worsen",
  "close",
  "comment",
] as const;
export type FindingAct = (typeof FINDING_ACTS)[number];

/** A finding as its transitions see it. */
export type FindingState = { status: FindingStatus; remedied: boolean };

/** Where a finding stands without an accepted risk. */
const waiting = ({ remedied }: FindingState): FindingStatus => (remedied ? "remedied" : "open");

type Step = (state: FindingState) => FindingStatus;
const stay: Step = ({ status }) => status;

/** Every transition that there is; what is not named is refused. A closed finding is only commented on. */
export const TRANSITIONS: Record<FindingStatus, Partial<Record<FindingAct, Step>>> = {
  open: {
    change: stay,
    remedy: () => "remedied",
    request_risk: stay,
    accept_risk: () => "risk_accepted",
    refuse_risk: stay,
    worsen: stay,
    close: () => "closed",
    comment: stay,
  },
  remedied: {
    change: stay,
    remedy: stay,
    request_risk: stay,
    accept_risk: () => "risk_accepted",
    refuse_risk: stay,
    worsen: stay,
    close: () => "closed",
    comment: stay,
  },
  risk_accepted: {
    change: stay,
    // The remedy takes the place of the acceptance.
    remedy: () => "remedied",
    request_risk: stay,
    accept_risk: stay,
    refuse_risk: stay,
    end_risk: waiting,
    // What was accepted was less than this.
    worsen: waiting,
    close: () => "closed",
    comment: stay,
  },
  closed: { comment: stay },
};

/** The status after an act; null where a finding in this state does not allow it. */
export const statusAfter = (state: FindingState, act: FindingAct): FindingStatus | null =>
  TRANSITIONS[state.status][act]?.(state) ?? null;

/** What a result opens: null where it opens nothing. */
export function openedBy(
  verdict: ResultVerdict,
): { kind: Exclude<FindingKind, "condition">; verdict: ResultVerdict } | null {
  if (verdict === "watch" || verdict === "breach") return { kind: "tilt", verdict };
  return verdict === "failed" ? { kind: "failure", verdict } : null;
}

/** A result as far as it may close a finding. */
export type ClosingResult = {
  check_id: string;
  commitment_id: string;
  clause_key: string;
  metric: string;
  question: string;
  key: string;
  test: string;
  verdict: ResultVerdict;
  /** First day of its window. */
  window_from: string;
  computed_ms: number;
  /** Whether its window has no later result. */
  latest: boolean;
  /** First day of the latest window in which a later run of its check failed; null: none did. */
  failed_since: string | null;
};

export type ClosableFinding = {
  kind: "tilt" | "failure";
  check_id: string;
  /** First day of the window that it is about. */
  window_from: string;
  commitment_id: string;
  clause_key: string;
  metric: string;
  /** Scope, focus and router of the test, in one text. */
  question: string;
  /** Key of the check, and its whole test in one text. */
  key: string;
  test: string;
  remedied_on: string | null;
  opened_ms: number;
};

const OVERTAKEN = "A later result of the same window took its place.";

/**
 * Why a result does not close a finding, in a sentence; null when it does. A failure is over when the check runs again;
 * a tilt when a window that began after the remedy is kept. Of a window its latest result counts: what was judged again
 * since shows nothing any more.
 */
export function whyNotClosing(finding: ClosableFinding, result: ClosingResult): string | null {
  if (result.computed_ms <= finding.opened_ms) return "The result is not later than the finding.";
  if (finding.kind === "failure") {
    if (result.check_id !== finding.check_id) return "Only the check that failed shows that it runs again.";
    if (result.verdict === "failed") return "The run of this result failed too.";
    if (result.window_from < finding.window_from) return "Its window came before the one that failed.";
    if (!result.latest) return OVERTAKEN;
    const { failed_since } = result;
    return failed_since !== null && failed_since >= finding.window_from
      ? "The check has failed since."
      : null;
  }
  const same =
    result.commitment_id === finding.commitment_id &&
    result.clause_key === finding.clause_key &&
    result.metric === finding.metric;
  if (!same) return "The result is of another clause or another metric.";
  if (result.question !== finding.question) return "The result is about other decisions or another focus.";
  // A lenient check beside it needs nobody's agreement; another version of the same check had a second person.
  if (result.key !== finding.key && result.test !== finding.test)
    return "The result is of another check with another test; a version of the same check shows it.";
  if (result.verdict !== "kept") return "Only a result that says “kept” closes it.";
  if (finding.remedied_on === null) return "Record first what was done about it, and when.";
  if (result.window_from <= finding.remedied_on)
    return "Its window began before the remedy: define a new version of the check, or wait for its next window.";
  return result.latest ? null : OVERTAKEN;
}

/** The judgement of a proof, as far as it may close the finding of a condition. */
export type ClosingJudgement = {
  condition_id: string;
  outcome: string;
  checked_ms: number;
  /** Whether no later one was given of this condition. */
  latest: boolean;
  /** Where the condition stands now. */
  condition_status: string;
};

/** Why a judgement does not close the finding of a condition, in a sentence; null when it does. */
export function whyNotShown(
  finding: { condition_id: string | null; opened_ms: number },
  { condition_id, outcome, checked_ms, latest, condition_status }: ClosingJudgement,
): string | null {
  if (condition_id !== finding.condition_id) return "The judgement is of another condition.";
  if (checked_ms <= finding.opened_ms) return "The judgement is not later than the finding.";
  if (outcome !== "effective") return "Only a judgement that the condition works closes it.";
  if (!latest) return "A later judgement took its place.";
  return condition_status === "effective" ? null : "Later proof of the condition waits for a judgement.";
}

/** Open past its due date, in UTC days. An accepted risk is not overdue while it lasts. */
export const isOverdue = (
  { status, due_on }: { status: FindingStatus; due_on: string | null },
  today: string,
): boolean => status !== "closed" && status !== "risk_accepted" && due_on !== null && due_on < today;

/** The number as people say it: F-0001. */
export const findingCode = (number: number): string => `F-${String(number).padStart(4, "0")}`;
