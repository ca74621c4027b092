import { z } from "zod";
import { Baseline, Covariate, Direction, Focus, MOST_STRATA, ReferenceShares } from "@/lib/neutrality";
import { Key, Name, Note } from "@/lib/register";
import { Day } from "../day";

/** Which decisions are judged. Absent means any. */
export const CheckScope = z
  .strictObject({
    router: z.string().min(1).max(256).optional(),
    task: z.string().min(1).max(256).optional(),
    region: z.string().min(1).max(256).optional(),
  })
  .describe("Which decisions are judged; absent means any.");
export type CheckScope = z.infer<typeof CheckScope>;

const level = z.number().gt(0).lt(0.5).default(0.01);
const Alpha = level.describe(
  "Probability of a false alarm over the whole window, however often it is looked at.",
);
/** Of a difference of two sides, which is tested anew at each look. */
const AlphaOfLooks = level.describe(
  "Probability of a false alarm over all due looks of the whole window together; a run on demand in between raises none.",
);
const Share = z.number().gt(0).lt(1);
const scope = CheckScope.default({});
const focus = Focus.describe(
  "Whose models are asked about: first_party, investees (by the stakes that every reader of results may know) or party:KEY.",
);

/** What is taken where a census fixed no least number, as those that were recorded before there was one. */
export const LEAST_DECISIONS = 100;

/**
 * Of a census: a share of a handful of decisions is no judgement, neither for nor against. Filled in when a check is recorded
 * and not when it is read, so that an older definition stays the one that was hashed.
 */
const minimum_decisions = z
  .number()
  .int()
  .min(1)
  .max(1_000_000_000)
  .optional()
  .describe(
    `Decisions below which it says inconclusive (too_few), neither kept nor a breach; default ${LEAST_DECISIONS}.`,
  );

/** A router's task that has its own part of the evidence. */
export const CheckStratum = z.strictObject({
  router: z.string().max(256).describe("As the log names it; empty: the log names none."),
  task: z.string().min(1).max(256).nullable().describe("As the log names it; null: the log names none."),
});
export type CheckStratum = z.infer<typeof CheckStratum>;

/** Routing by the router's own decisions: docs/methods.md. */
export const RoutingTilt = z.strictObject({
  metric: z.literal("routing_tilt"),
  baseline: Baseline,
  focus,
  direction: Direction.default("for").describe(
    "Is the focus favoured (for), treated worse (against), or both; default for, with party:KEY against.",
  ),
  scope,
  covariates: z
    .array(Covariate)
    .min(1)
    .default(["quality", "log_cost", "latency_s"])
    .describe("What a neutral router may look at; fixed here."),
  strata: z
    .union([z.enum(["pooled", "router_task", "none"]), z.array(CheckStratum).min(1).max(MOST_STRATA)])
    .default("pooled")
    .describe(
      "pooled: the evidence is that of all decisions together, and routers with their tasks stand beside it without a part in it. A list of them: each has a part of the evidence, fixed here, and so have all others together. router_task and none are older words for pooled, with and without the strata beside.",
    ),
  alpha: Alpha,
  materiality: z
    .number()
    .min(1)
    .max(1000)
    .default(1.05)
    .describe("The odds ratio from which a tilt is material."),
  minimum_coverage: z.number().min(0).max(1).default(0.8),
  maximum_unattributed: z.number().min(0).max(1).default(0.05),
  materiality_share: Share.optional(),
  noise: z.enum(["logit", "constant"]).optional(),
  reference: ReferenceShares.optional(),
});

export const ShareCeiling = z.strictObject({
  metric: z.literal("share_ceiling"),
  focus,
  scope,
  measure: z.enum(["decisions", "tokens", "cost"]).default("decisions"),
  ceiling: Share.describe("The share that the focus may have over the window at most."),
  watch_above: Share.optional().describe(
    "From which share on it is watched; default: nine tenths of the ceiling.",
  ),
  minimum_decisions,
});

/** Predicted quality less outcome, own models' mean less the partners', in points. */
export const ScoreHonesty = z.strictObject({
  metric: z.literal("score_honesty"),
  focus,
  scope,
  alpha: AlphaOfLooks,
  tolerance: z.number().min(0).max(1).default(0.02),
});

/** The focus's share of what is excluded, against its share of what is routed; a jump at a policy version is watched. */
export const ExclusionParity = z.strictObject({
  metric: z.literal("exclusion_parity"),
  focus,
  scope,
  alpha: AlphaOfLooks,
  tolerance: z.number().min(0).max(1).default(0.05),
});

/** How often offered models are eligible, the focus's less the partners', by policy version. */
export const EligibilityParity = z.strictObject({
  metric: z.literal("eligibility_parity"),
  focus,
  scope,
  alpha: AlphaOfLooks,
  tolerance: z.number().min(0).max(1).default(0.05),
});

/** Days from a product's release to its listing on the platform: partners' median less our own. */
export const ListingTime = z.strictObject({
  metric: z.literal("listing_time"),
  tolerance_days: z.number().int().min(0).max(3660).default(14),
});

/** Latency of answers, the partners' mean ln latency less the focus's. */
export const LatencyParity = z.strictObject({
  metric: z.literal("latency_parity"),
  focus,
  scope,
  alpha: AlphaOfLooks,
  tolerance: z.number().gt(0).max(10).default(0.1).describe("As a part: 0.1 is ten per cent slower."),
});

/** Share of failures, the partners' less the focus's, in points. */
export const ErrorParity = z.strictObject({
  metric: z.literal("error_parity"),
  focus,
  scope,
  alpha: AlphaOfLooks,
  tolerance: z.number().min(0).max(1).default(0.01),
});

/** Of all fallbacks: those from others to the focus less those from the focus to others. */
export const FallbackFlow = z.strictObject({
  metric: z.literal("fallback_flow"),
  focus,
  scope,
  alpha: AlphaOfLooks,
  tolerance: z.number().min(0).max(1).default(0.05),
});

export const CoverageCheck = z.strictObject({
  metric: z.literal("coverage"),
  scope,
  minimum_coverage: z.number().gt(0).max(1).default(0.8),
  maximum_unattributed: z.number().min(0).lt(1).default(0.05),
  minimum_decisions,
});

export const NoticePeriod = z.strictObject({
  metric: z.literal("notice_period"),
  router: z.string().min(1).max(256).optional(),
  days: z.number().int().min(1).max(3660).describe("Days between a notice and the change that it announces."),
});

export const Attestation = z.strictObject({
  metric: z.literal("attestation"),
  question: Note,
  people: z.array(z.email().max(320)).min(1).max(50).describe("Who is asked."),
  evidence: z
    .boolean()
    .default(true)
    .describe("Whether an answer counts only with evidence that has not expired."),
});

export const CheckMetric = z.discriminatedUnion("metric", [
  RoutingTilt,
  ShareCeiling,
  ScoreHonesty,
  ExclusionParity,
  EligibilityParity,
  ListingTime,
  LatencyParity,
  ErrorParity,
  FallbackFlow,
  CoverageCheck,
  NoticePeriod,
  Attestation,
]);
export type CheckMetric = z.infer<typeof CheckMetric>;
export type MetricName = CheckMetric["metric"];
export type MetricOf<N extends MetricName> = Extract<CheckMetric, { metric: N }>;

export const CheckSchedule = z.strictObject({
  every: z.enum(["day", "week", "month"]).default("day"),
  grace_hours: z
    .number()
    .int()
    .min(0)
    .max(720)
    .default(6)
    .describe(
      "Hours after the day's end (UTC) until its data count as complete; of an attestation people answer in them, and have 24 at least.",
    ),
});
export type CheckSchedule = z.infer<typeof CheckSchedule>;

/** As for a verdict on demand: with a partner as focus the question is whether it is treated worse. */
function withDirection(test: unknown): unknown {
  const asked = z.looseObject({ focus: z.string() }).safeParse(test).data;
  if (!asked?.focus.startsWith("party:") || asked.metric !== "routing_tilt" || asked.direction !== undefined)
    return test;
  return { ...asked, direction: "against" };
}

/** All that fixes a check. It is recorded before its first day and never edited. */
export const CheckDefinition = z.strictObject({
  test: z.preprocess(withDirection, CheckMetric),
  first_day: Day.describe("The first day that is judged; later than the day on which the check is recorded."),
  window_days: z
    .number()
    .int()
    .min(1)
    .max(3660)
    .default(365)
    .describe(
      "Length of a window in days. Windows begin on the first day and follow one another; none rolls.",
    ),
  schedule: CheckSchedule.prefault({}),
});
export type CheckDefinition = z.infer<typeof CheckDefinition>;

export const CheckInput = z.strictObject({
  key: Key,
  title: Name,
  commitment: Key.describe("Key of the commitment."),
  clause: Key.describe("Key of the clause that is tested."),
  reason: Note.optional().describe(
    "With reference_share: why this share, for the second person to agree to.",
  ),
  ...CheckDefinition.shape,
});
export type CheckInput = z.infer<typeof CheckInput>;

/** Another version of a check: key, commitment and clause stay. */
export const SupersedeInput = z.strictObject({
  title: Name,
  reason: Note.describe("Why it takes the place of the one before."),
  ...CheckDefinition.shape,
});
export type SupersedeInput = z.infer<typeof SupersedeInput>;
