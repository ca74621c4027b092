import { formatDay } from "@/lib/kernel/time";
import { judgeAgainOn } from "../overlaps/due";
import { overlapName } from "../overlaps/schema";
import { factsChange, factsOf, ReviewFacts } from "./facts";
import type { May } from "./may";
import { preflightOf } from "./preflight";
import {
  type ConditionInput,
  DecisionOutcome,
  FactsChange,
  type ReviewDecisionView,
  type ReviewListItem,
  ReviewOutcome,
  ReviewStatus,
  type ReviewView,
  reviewName,
} from "./schema";
import type { ListedReview, WholeReview } from "./store";

export type Labels = ReadonlyMap<string, string>;

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;
const labelOf = (labels: Labels, ref: string): string => labels.get(ref) ?? ref;

/** Everybody that a review names, for looking up their labels. */
export const namedIn = (
  row: ListedReview & Partial<Pick<WholeReview, "decisions" | "interests">>,
): string[] => [
  row.requested_by,
  ...(row.decided_by === null ? [] : [row.decided_by]),
  ...(row.decisions ?? []).flatMap(({ decided_by, delegation }) => [
    decided_by,
    ...(delegation ? [`person:${delegation.from_person_id}`] : []),
  ]),
  ...(row.interests ?? []).map(({ declared_by }) => declared_by),
];

/** What a list shows of a review. While it waits for a decision again, the one of the round before is not its own. */
export function toReviewListItem(
  row: ListedReview,
  labels: Labels,
  in_force: ReadonlySet<string>,
): ReviewListItem {
  const status = ReviewStatus.parse(row.status);
  const decided_by = status === "submitted" || status === "withdrawn" ? null : row.decided_by;
  const stands = in_force.has(row.id);
  return {
    id: row.id,
    key: reviewName(row.number),
    overlap: overlapName(row.overlap.number),
    overlap_title: row.overlap.title,
    severity: row.overlap.severity,
    status,
    outcome: ReviewOutcome.parse(row.outcome),
    round: row.round,
    requested_by: row.requested_by,
    requested_by_label: labelOf(labels, row.requested_by),
    created_at: row.created_at.toISOString(),
    submitted_at: iso(row.submitted_at),
    decided_at: decided_by === null ? null : iso(row.decided_at),
    decided_by,
    decided_by_label: decided_by === null ? null : labelOf(labels, decided_by),
    recertify_on: stands
      ? judgeAgainOn(row, row.overlap.severity)
      : row.recertify_on && formatDay(row.recertify_on.getTime()),
    in_force: stands,
    stale_at: iso(row.stale_at),
    facts_hash: row.facts_hash,
    version: row.version,
  };
}

const toDecisionView = (row: WholeReview["decisions"][number], labels: Labels): ReviewDecisionView => ({
  id: row.id,
  round: row.round,
  outcome: DecisionOutcome.parse(row.outcome),
  note: row.note,
  decided_by: row.decided_by,
  decided_by_label: labelOf(labels, row.decided_by),
  decided_at: row.decided_at.toISOString(),
  for_label: row.delegation && labelOf(labels, `person:${row.delegation.from_person_id}`),
});

type Beside = { in_force: ReadonlySet<string>; condition_inputs: ConditionInput[]; may: May };

/** A review with its rounds, what changed of the facts since, and what the asker may do. */
export function toReviewView(
  row: WholeReview,
  labels: Labels,
  { in_force, condition_inputs, may }: Beside,
): ReviewView {
  const { overlap } = row;
  const moments = { same: overlap.facts_hash === row.facts_hash, ended: overlap.status === "superseded" };
  const since = factsChange(ReviewFacts.parse(row.facts), factsOf(overlap), moments);
  const stale_because = row.stale_because === null ? null : FactsChange.parse(row.stale_because);
  return {
    ...toReviewListItem(row, labels, in_force),
    rationale: row.rationale,
    preflight: preflightOf(row),
    conditions: row.conditions.map(({ id }) => id),
    condition_inputs,
    decisions: row.decisions.map((decision) => toDecisionView(decision, labels)),
    interests: row.interests.map(({ declared_by, has_interest, statement, declared_at }) => ({
      declared_by,
      declared_by_label: labelOf(labels, declared_by),
      has_interest,
      statement,
      declared_at: declared_at.toISOString(),
    })),
    // Of what ended only detection could tell what went.
    since: moments.ended && stale_because?.ended ? stale_because : since,
    stale_because,
    may,
  };
}
