import { niceAxis } from "@/lib/kernel/chart";
import { capitalise, formatNumber, formatPoints, numberWord } from "@/lib/kernel/format";
import type { SpecificationColumn, SpecificationModel } from "@/lib/kernel/proof-chart";
import {
  type Specification,
  type SpecificationChoices,
  type SpecificationCurve,
  VERDICT_LABELS,
} from "@/lib/neutrality";
import type { Finding } from "./schema";
import { covariateWords } from "./words";

const BASELINES: Record<SpecificationChoices["baseline"], string> = {
  partner_revealed: "standard between partners",
  declared_policy: "declared rule",
  owner_blind: "owner-blind copy",
  reference_share: "share fixed in advance",
};
const WINDOWS: Record<SpecificationChoices["window"], string> = {
  whole: "whole window",
  policy_in_force: "policy in force",
  without_first_week: "without first week",
  without_last_week: "without last week",
  first_half: "first half",
  second_half: "second half",
};
const OUTLIERS: Record<SpecificationChoices["outliers"], string> = {
  none: "all days, all customers",
  outlier_days: "without outlier days",
  largest_tenant: "without largest customer",
};
const WEIGHTS: Record<SpecificationChoices["weight"], string> = {
  requests: "by requests",
  tokens: "by tokens",
  spend: "by spend",
};
const CANDIDATES: Record<SpecificationChoices["candidates"], string> = {
  all: "all variants",
  one_per_family: "one per family, a bound",
};

/** The choices in the order in which they are drawn, each with its words. */
const GROUPS: readonly { label: string; word: (choices: SpecificationChoices) => string }[] = [
  { label: "Baseline", word: ({ baseline }) => BASELINES[baseline] },
  {
    label: "Covariates",
    word: ({ baseline, covariates }) =>
      baseline === "declared_policy" ? "those of the rule" : covariateWords(covariates ?? []) || "none",
  },
  { label: "Window", word: ({ window }) => WINDOWS[window] },
  { label: "Left out", word: ({ outliers }) => OUTLIERS[outliers] },
  { label: "Weight", word: ({ weight }) => WEIGHTS[weight] },
  { label: "Variants", word: ({ candidates }) => CANDIDATES[candidates] },
];

/** Whether a tilt is said, so that its sign says something; elsewhere the sign is chance. */
const isTilt = (verdict: Specification["verdict"] | undefined): boolean =>
  verdict === "breach" || verdict === "watch";

const furtherWays = (n: number): string => `${capitalise(numberWord(n))} further ${n === 1 ? "way" : "ways"}`;

function boundWords({ specifications: n, same_verdict }: SpecificationCurve["bounds"]): string[] {
  if (n === 0) return [];
  const [count, are, agree] = n === 1 ? ["counts", "it is", "it agrees"] : ["count", "they are", "all agree"];
  const none = n === 1 ? "it does not agree" : "none agrees";
  const some = same_verdict === 0 ? none : same_verdict === n ? agree : `${formatNumber(same_verdict)} agree`;
  return [
    `${furtherWays(n)} at the right ${count} the models of one product, ours and partners’ alike, as one. That is right where such models hardly differ, and only a bound where they differ, so ${are} counted apart: ${some} in verdict.`,
  ];
}

/** "33 of 33 defensible ways to measure agree in verdict." */
export function specificationFinding(curve: SpecificationCurve): Finding {
  const { agreement, bounds, not_estimated, specifications: told } = curve;
  const { specifications, both, same_sign, same_verdict } = agreement;
  const untold =
    not_estimated.length === 0 ? [] : [`${furtherWays(not_estimated.length)} could not be estimated.`];
  if (told.length === 0) return { title: "No way to measure could be estimated here.", text: untold };
  const chosen = told.find((one) => one.chosen);
  if (!chosen) return { title: "The verdict’s own way to measure could not be estimated.", text: untold };
  const tilted = isTilt(chosen.verdict);
  const [agree, as] = tilted ? [both, "verdict and sign"] : [same_verdict, "verdict"];
  const signs = `${formatNumber(same_sign)} of ${formatNumber(specifications)} have the same sign`;
  return {
    title: `${formatNumber(agree)} of ${formatNumber(specifications)} defensible ways to measure agree in ${as}.`,
    text: [
      "Each column is one way, sorted by result. Below it, the choices that it makes.",
      tilted ? `${signs}.` : `${signs}; where there is hardly a tilt, the sign is chance.`,
      ...boundWords(bounds),
      ...untold,
    ],
  };
}

/** The way of the verdict first, then what most ways choose. */
function byUse(words: readonly { word: string; chosen: boolean }[]): string[] {
  const used = new Map<string, number>();
  for (const { word, chosen } of words)
    used.set(word, (used.get(word) ?? 0) + (chosen ? words.length + 1 : 1));
  return [...used].toSorted((a, b) => b[1] - a[1]).map(([word]) => word);
}

function rowsOf(specifications: readonly Specification[]) {
  const groups = GROUPS.map(({ label, word }) => ({
    label,
    word,
    rows: byUse(specifications.map(({ choices, chosen }) => ({ word: word(choices), chosen }))),
  })).filter(({ rows }) => rows.length > 1);
  const names = groups.flatMap(({ label, rows }) => rows.map((row) => `${label} ${row}`));
  const picksOf = (choices: SpecificationChoices): number[] =>
    groups.map(({ label, word }) => names.indexOf(`${label} ${word(choices)}`));
  return { groups: groups.map(({ label, rows }) => ({ label, rows })), picksOf };
}

const isBound = ({ choices }: Specification): boolean => choices.candidates === "one_per_family";

const oddsWords = ({ odds }: Specification): string => {
  if (odds.ratio === null) return "not finite";
  const range =
    odds.lower === null || odds.upper === null
      ? ""
      : `, ${formatNumber(odds.lower, 2)} to ${formatNumber(odds.upper, 2)}`;
  return `${formatNumber(odds.ratio, 2)}${range}`;
};

function columnOf(
  each: Specification,
  place: number,
  chosen: Specification | undefined,
  picksOf: (choices: SpecificationChoices) => number[],
): SpecificationColumn {
  const agrees =
    chosen !== undefined &&
    each.verdict === chosen.verdict &&
    (!isTilt(chosen.verdict) || Math.sign(each.lift) === Math.sign(chosen.lift));
  return {
    key: String(place),
    value: each.lift,
    lower: each.lower,
    upper: each.upper,
    chosen: each.chosen,
    agrees,
    bound: isBound(each),
    says: [
      {
        label: "Beyond expected, points",
        value: `${formatPoints(each.lift)}, ${formatPoints(each.lower)} to ${formatPoints(each.upper)}`,
      },
      { label: "Odds", value: oddsWords(each) },
      { label: "Verdict", value: VERDICT_LABELS[each.verdict] },
      ...GROUPS.map(({ label, word }) => ({ label, value: word(each.choices) })),
      { label: "n", value: formatNumber(each.decisions) },
    ],
    picks: picksOf(each.choices),
  };
}

/** The lift under every way to measure, sorted, bounds behind the others; null where none could be estimated. */
export function composeSpecificationChart(
  curve: SpecificationCurve,
  { generated, breach }: { generated: boolean; breach: boolean },
): SpecificationModel | null {
  const sorted = curve.specifications.toSorted(
    (a, b) => Number(isBound(a)) - Number(isBound(b)) || a.lift - b.lift,
  );
  if (sorted.length === 0) return null;
  const { groups, picksOf } = rowsOf(sorted);
  const chosen = sorted.find((each) => each.chosen);
  const ends = sorted.flatMap(({ lower, upper }) => [lower, upper]);
  return {
    title: "Share beyond expected",
    unit: "points, with intervals of one look each",
    summary: specificationFinding(curve).title,
    generated,
    file_name: "specification-curve",
    table: {
      columns: [
        ...GROUPS.map(({ label }) => ({ label, kind: "text" as const })),
        { label: "Decisions", kind: "count" },
        { label: "Beyond, points", kind: "points", digits: 2 },
        { label: "Lower", kind: "points", digits: 2 },
        { label: "Upper", kind: "points", digits: 2 },
        { label: "Odds", kind: "number", digits: 2 },
        { label: "Verdict", kind: "text" },
      ],
      rows: sorted.map((each) => [
        ...GROUPS.map(({ word }) => word(each.choices)),
        each.decisions,
        each.lift,
        each.lower,
        each.upper,
        each.odds.ratio,
        `${VERDICT_LABELS[each.verdict]}${each.chosen ? ", the verdict’s own way" : ""}`,
      ]),
    },
    columns: sorted.map((each, place) => columnOf(each, place, chosen, picksOf)),
    groups,
    axis: niceAxis([0, ...ends], 5),
    chosen_label: "as the verdict measures",
    bound_label: "bounds",
    breach,
  };
}
