import type { ConditionListItem, DecisionOutcome, FactsChange, ReviewView } from "@/lib/register";

export const SAME: FactsChange = {
  same: true,
  ended: false,
  severity: null,
  factors: [],
  added: [],
  removed: [],
  changed: [],
  rule: null,
};

const DECISIONS: Partial<Record<ReviewView["status"], DecisionOutcome>> = {
  approved: "approved",
  stale: "approved",
  rejected: "rejected",
  changes_requested: "changes_requested",
};

/** A review that a partner manager asked for, submitted once, unless said otherwise; decided where its status says so. */
export function aReview(given: Partial<ReviewView> = {}): ReviewView {
  const status = given.status ?? "submitted";
  const decided = DECISIONS[status];
  return {
    id: "0197f000-0000-7000-8000-000000000001",
    key: "RV-0003",
    overlap: "OV-0012",
    overlap_title: "We run the router.",
    severity: 5,
    status,
    outcome: "cleared_with_conditions",
    round: 1,
    requested_by: "person:pm",
    requested_by_label: "Partner manager",
    created_at: "2026-11-17T13:00:00.000Z",
    submitted_at: status === "draft" ? null : "2026-11-17T14:10:00.000Z",
    decided_at: decided ? "2026-11-18T09:00:00.000Z" : null,
    decided_by: decided ? "person:second" : null,
    decided_by_label: decided ? "Second compliance officer" : null,
    in_force: status === "approved",
    stale_because: null,
    recertify_on: decided === "approved" ? "2027-02-16" : null,
    stale_at: status === "stale" ? "2026-11-20T10:00:00.000Z" : null,
    facts_hash: "9f3c41d2".padEnd(64, "0"),
    version: 1,
    rationale: "The arm log shows it.",
    preflight: null,
    conditions: [],
    condition_inputs: [],
    decisions: decided
      ? [
          {
            id: "0197f000-0000-7000-8000-000000000002",
            round: 1,
            outcome: decided,
            note: decided === "approved" ? null : "Say who measures it.",
            decided_by: "person:second",
            decided_by_label: "Second compliance officer",
            decided_at: "2026-11-18T09:00:00.000Z",
            for_label: null,
          },
        ]
      : [],
    interests: [],
    since: SAME,
    may: { edit: false, submit: false, withdraw: false, decide: false, barred: "no_permission" },
    ...given,
  };
}

export const aCondition = (given: Partial<ConditionListItem> = {}): ConditionListItem => ({
  id: "0197f000-0000-7000-8000-000000000003",
  key: "CN-0001",
  overlap: "OV-0012",
  overlap_title: "We run the router.",
  review: "RV-0003",
  kind: "monitoring",
  text: "Routing check reported monthly to both partners",
  owner: "compliance@example.com",
  owner_label: "Compliance",
  due_on: "2026-11-24",
  status: "open",
  overdue: false,
  proofs: 0,
  covered_to: null,
  finding: null,
  version: 1,
  ...given,
});
