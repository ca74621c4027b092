import type { MetricName } from "@/lib/commitments";
import type { Baseline } from "@/lib/neutrality";

export type FieldUnit = "share" | "points" | "odds" | "number" | "days";

/** One entry of a test in the form; `name` is its pointer in the API, below the check. */
export type CheckField = {
  name: string;
  /** Asked only with this baseline. */
  when?: Baseline;
  label: string;
  help?: string;
  required?: boolean;
  empty?: string;
} & (
  | { kind: "number"; unit: FieldUnit; initial?: string }
  | { kind: "choice"; options: readonly { value: string; label: string }[]; initial?: string }
  | { kind: "of"; of: "focus" | "router" | "task" | "region" }
  | { kind: "long" | "text" }
  | { kind: "covariates" | "people" | "strata" }
);

const scope: readonly CheckField[] = [
  { name: "test/scope/router", label: "Router", kind: "of", of: "router", empty: "any" },
  { name: "test/scope/task", label: "Task", kind: "of", of: "task", empty: "any" },
  { name: "test/scope/region", label: "Region", kind: "of", of: "region", empty: "any" },
];
const focus: CheckField = {
  name: "test/focus",
  label: "Whose models are asked about",
  kind: "of",
  of: "focus",
};
const alpha: CheckField = {
  name: "test/alpha",
  label: "Probability of a false alarm",
  kind: "number",
  unit: "share",
  initial: "0.01",
  help: "Over the whole window, however often it is looked at.",
};
/** A difference of two sides spends its level on the looks of its due days. */
const alpha_of_looks: CheckField = {
  ...alpha,
  help: "Over all due looks of the whole window together; a run on demand in between raises none.",
};
const tolerance = (unit: FieldUnit, initial: string, help: string): CheckField => ({
  name: "test/tolerance",
  label: "Tolerance",
  kind: "number",
  unit,
  initial,
  help,
});
const coverage: readonly CheckField[] = [
  {
    name: "test/minimum_coverage",
    label: "Least coverage",
    kind: "number",
    unit: "share",
    initial: "0.8",
    help: "Of routed decisions that can be tested.",
  },
  {
    name: "test/maximum_unattributed",
    label: "Most without a known owner",
    kind: "number",
    unit: "share",
    initial: "0.05",
  },
];

const few: CheckField = {
  name: "test/minimum_decisions",
  label: "Says nothing of fewer decisions than",
  kind: "number",
  unit: "number",
  initial: "100",
};

const parity = (of: CheckField): readonly CheckField[] => [focus, ...scope, of, alpha_of_looks];

const YES_NO = [
  { value: "true", label: "does not count" },
  { value: "false", label: "counts" },
];

/** What a test of each metric asks for, in the order in which one thinks of it. */
export const CHECK_FIELDS: Record<MetricName, readonly CheckField[]> = {
  routing_tilt: [
    {
      name: "test/baseline",
      label: "Compared with",
      kind: "choice",
      initial: "partner_revealed",
      required: true,
      options: [
        { value: "partner_revealed", label: "what the router shows between partners" },
        { value: "declared_policy", label: "the rule that its policy declares" },
        { value: "owner_blind", label: "a copy that cannot see owners" },
        { value: "reference_share", label: "a reference share, fixed here" },
      ],
    },
    {
      name: "test/reference",
      label: "Reference share",
      kind: "text",
      when: "reference_share",
      required: true,
      help: "One for all tasks (0.25), or one a task (chat:0.3,code:0.2).",
    },
    {
      name: "test/noise",
      label: "Noise around the rule",
      kind: "choice",
      when: "declared_policy",
      empty: "as estimated by default",
      options: [
        { value: "logit", label: "by each candidate’s gap to the best" },
        { value: "constant", label: "the same everywhere" },
      ],
    },
    {
      name: "test/materiality_share",
      label: "Material from a share of deviations of",
      kind: "number",
      unit: "share",
      when: "declared_policy",
      help: "Where a rule is kept without noise, deviations are judged by their share.",
    },
    focus,
    {
      name: "test/direction",
      label: "Which way",
      kind: "choice",
      initial: "for",
      options: [
        { value: "for", label: "preferred" },
        { value: "against", label: "disadvantaged" },
        { value: "both", label: "either" },
      ],
    },
    ...scope,
    {
      name: "test/covariates",
      label: "What a neutral router may look at",
      kind: "covariates",
      help: "Fixed here: nobody can choose it later to fit the result.",
    },
    {
      name: "test/strata",
      label: "Evidence",
      kind: "strata",
      help: "Where a tilt may sit in a few tasks alone, parts of their own find it sooner. Fixed here.",
    },
    {
      name: "test/materiality",
      label: "Material from odds of",
      kind: "number",
      unit: "odds",
      initial: "1.05",
    },
    alpha,
    ...coverage,
  ],
  share_ceiling: [
    focus,
    ...scope,
    {
      name: "test/measure",
      label: "Measured in",
      kind: "choice",
      initial: "decisions",
      options: [
        { value: "decisions", label: "decisions" },
        { value: "tokens", label: "tokens" },
        { value: "cost", label: "cost" },
      ],
    },
    { name: "test/ceiling", label: "Ceiling", kind: "number", unit: "share", required: true },
    {
      name: "test/watch_above",
      label: "Watched from",
      kind: "number",
      unit: "share",
      help: "Left out: nine tenths of the ceiling.",
    },
    few,
  ],
  score_honesty: parity(tolerance("points", "0.02", "As a part of 1: 0.02 is two points.")),
  exclusion_parity: parity(tolerance("points", "0.05", "As a part of 1: 0.05 is five points.")),
  eligibility_parity: parity(tolerance("points", "0.05", "As a part of 1: 0.05 is five points.")),
  latency_parity: parity(tolerance("share", "0.1", "As a part: 0.1 is ten per cent slower.")),
  error_parity: parity(tolerance("points", "0.01", "As a part of 1: 0.01 is one point.")),
  fallback_flow: parity(tolerance("share", "0.05", "Of all fallbacks.")),
  listing_time: [
    {
      name: "test/tolerance_days",
      label: "Tolerance",
      kind: "number",
      unit: "days",
      initial: "14",
      help: "Days, partners’ median less our own.",
    },
  ],
  coverage: [...scope, ...coverage, few],
  notice_period: [
    { name: "test/router", label: "Router", kind: "of", of: "router", empty: "any" },
    { name: "test/days", label: "Notice", kind: "number", unit: "days", required: true, help: "In days." },
  ],
  attestation: [
    { name: "test/question", label: "Question", kind: "long", required: true },
    { name: "test/people", label: "Who is asked", kind: "people", required: true },
    {
      name: "test/evidence",
      label: "An answer without evidence",
      kind: "choice",
      initial: "true",
      options: YES_NO,
    },
  ],
};
