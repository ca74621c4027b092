import {
  type CheckDefinition,
  type CheckMetric,
  type CheckScope,
  graceHours,
  LEAST_DECISIONS,
} from "@/lib/commitments";
import {
  capitalise,
  formatCount,
  formatDate,
  formatList,
  formatNumber,
  formatPercent,
} from "@/lib/kernel/format";
import { focusWords } from "./focus-words";
import { measureValue } from "./metric-words";
import { fixedWords } from "./strata-words";

const AMONG: Record<string, string> = {
  partner_revealed: "what the router shows between partners",
  declared_policy: "the rule that its policy declares",
  owner_blind: "a copy of it that cannot see owners",
  reference_share: "a reference share, fixed beforehand",
};

const COVARIATE_WORDS: Record<string, string> = {
  quality: "quality",
  log_cost: "price",
  latency_s: "latency",
};

function scopeWords({ router, task, region }: CheckScope): string {
  const parts = [
    router === undefined ? "all routers" : `the router ${router}`,
    ...(task === undefined ? [] : [`the task ${task}`]),
    ...(region === undefined ? [] : [`the region ${region}`]),
  ];
  return formatList(parts);
}

const points = (fraction: number) => measureValue(fraction, "points");
const level = (alpha: number) => formatPercent(alpha, alpha < 0.01 ? 2 : 0);

/** Baselines whose q is estimated from choices. */
const ESTIMATED = new Set(["partner_revealed", "declared_policy"]);

/** What is promised of false alarms, and how far that goes: where the baseline is estimated, in large samples. */
const falseAlarm = (alpha: number, baseline: string) =>
  `A false alarm over a whole window has a probability of at most ${level(alpha)}, however often it is looked at${ESTIMATED.has(baseline) ? "; in large samples, since the baseline is estimated" : ""}.`;

/** The same of intervals that are looked at when they are due. */
const falseAlarmOfLooks = (alpha: number) =>
  `A false alarm over a whole window has a probability of at most ${level(alpha)} over all its due looks together, in large samples; a run on demand in between raises none.`;

function tilt(test: Extract<CheckMetric, { metric: "routing_tilt" }>): string[] {
  const { focus, scope, baseline, covariates, materiality, strata, alpha, minimum_coverage } = test;
  const toward =
    test.direction === "for" ? "prefer" : test.direction === "against" ? "disadvantage" : "treat";
  const end = test.direction === "both" ? "differently from" : "beyond";
  return [
    `On ${scopeWords(scope)} the choice may not ${toward} ${focusWords(focus)} ${end} ${AMONG[baseline]}, at equal ${formatList(covariates.map((each) => COVARIATE_WORDS[each] ?? each))}.`,
    test.direction === "against"
      ? `It is material at odds of ${formatNumber(1 / materiality, 2)} times and below.`
      : test.direction === "both"
        ? `It is material from odds of ${formatNumber(materiality, 2)} times, or at ${formatNumber(1 / materiality, 2)} times and below.`
        : `It is material from odds of ${formatNumber(materiality, 2)} times.`,
    ...(typeof strata !== "string"
      ? [fixedWords(strata)]
      : strata === "none"
        ? []
        : [
            "The evidence is that of all decisions together; each router and task stands beside it, without a part in it.",
          ]),
    falseAlarm(alpha, baseline),
    `Below a coverage of ${formatPercent(minimum_coverage, 0)} it does not judge.`,
  ];
}

const fewWords = (minimum = LEAST_DECISIONS) =>
  `Of fewer than ${formatCount(minimum, "decision")} it says nothing.`;

type Parity = Extract<CheckMetric, { alpha: number; tolerance: number }>;

const PARITY: Record<Parity["metric"], (who: string, tolerance: number) => string> = {
  score_honesty: (who, tolerance) =>
    `Predicted quality less outcome may be higher for ${who} than for partners’ models by at most ${points(tolerance)}.`,
  exclusion_parity: (who, tolerance) =>
    `The share of ${who} in each kind of what is excluded may differ from their share in what is routed by at most ${points(tolerance)}.`,
  eligibility_parity: (who, tolerance) =>
    `Partners’ models may be eligible less often than ${who} by at most ${points(tolerance)}. How often they are candidates at all is watched at every new policy version.`,
  latency_parity: (who, tolerance) =>
    `Partners’ models may answer more slowly than ${who} by at most ${formatPercent(tolerance, 0)}.`,
  error_parity: (who, tolerance) =>
    `Partners’ models may fail more often than ${who} by at most ${points(tolerance)}.`,
  fallback_flow: (who, tolerance) =>
    `Of all fallbacks, those to ${who} may exceed those from them by at most ${formatPercent(tolerance, 0)}.`,
};

function testWords(test: CheckMetric): string[] {
  switch (test.metric) {
    case "routing_tilt":
      return tilt(test);
    case "share_ceiling":
      return [
        `On ${scopeWords(test.scope)} the share of ${focusWords(test.focus)} in ${test.measure} may be at most ${formatPercent(test.ceiling)}; from ${formatPercent(test.watch_above ?? test.ceiling * 0.9)} on it is watched.`,
        fewWords(test.minimum_decisions),
      ];
    case "listing_time":
      return [
        `From release to listing on our platform, partners’ products may take longer than our own by at most ${formatCount(test.tolerance_days, "day")}, median against median.`,
      ];
    case "coverage":
      return [
        `On ${scopeWords(test.scope)} at least ${formatPercent(test.minimum_coverage, 0)} of routed decisions can be tested, and at most ${formatPercent(test.maximum_unattributed, 0)} have a candidate whose owner is not known. What was routed since the last due day is watched by the same limits.`,
        fewWords(test.minimum_decisions),
      ];
    case "notice_period":
      return [
        `A change of policy of ${test.router === undefined ? "any router" : `the router ${test.router}`} is announced at least ${formatCount(test.days, "day")} before it takes effect.`,
      ];
    case "attestation":
      return [
        `Asked: “${test.question}”`,
        `${formatCount(test.people.length, "person", "people")} ${test.people.length === 1 ? "is" : "are"} asked. ${test.evidence ? "An answer without evidence does not count." : "An answer counts without evidence."} It is weaker than a measurement.`,
      ];
    default:
      return [
        `On ${scopeWords(test.scope)}: ${PARITY[test.metric](focusWords(test.focus), test.tolerance)}`,
        falseAlarmOfLooks(test.alpha),
      ];
  }
}

const EVERY = { day: "every day", week: "every seventh day", month: "at the end of every month" } as const;

/** When it judges what: window and schedule. */
export function rhythmWords(definition: CheckDefinition): string {
  const { test, first_day, window_days, schedule } = definition;
  const answered =
    test.metric === "attestation" ? " In those hours people answer for the period that is over." : "";
  return `Judged ${EVERY[schedule.every]}, ${formatCount(graceHours(definition), "hour")} after the day’s end (UTC), over windows of ${formatCount(window_days, "day")} that follow one another from ${formatDate(first_day)}.${answered}`;
}

/** A check in plain sentences: what may not be, from when it is material, how sure, when it judges. */
export const definitionWords = (definition: CheckDefinition): string[] => [
  ...testWords(definition.test).map(capitalise),
  rhythmWords(definition),
];

export type DefinitionRow = { pointer: string; value: string };

const exact = (value: unknown): string =>
  typeof value === "string"
    ? value
    : Array.isArray(value)
      ? value.map(exact).join(", ")
      : JSON.stringify(value);

/** Every entry of a definition by its name in the API: what the hash covers, nothing left out. */
export function definitionRows(value: object, pointer = ""): DefinitionRow[] {
  return Object.entries(value).flatMap(([name, each]) => {
    const path = pointer === "" ? name : `${pointer}.${name}`;
    const inside = typeof each === "object" && each !== null ? Object.values(each) : [];
    // A list of words stands in one row, one of entries that have names in a row each.
    const nested = Array.isArray(each) ? inside.some((one) => typeof one === "object") : inside.length > 0;
    return nested ? definitionRows(each, path) : [{ pointer: path, value: exact(each) }];
  });
}
