import type { RuleDeviations } from "../store/rule-patterns";
import type { DayTable } from "./schema";

/**
 * A policy version of a day. `register`: decisions name none, and the register has it in force; `retro`: it was
 * recorded after the day on which it began.
 */
export type RuleVersion = DayTable["versions"][number] & { register?: true; retro?: true };

/** Decisions alike for the rule: candidates, focal ones, the neutral set, focal ones in it; how many, and how many focal. */
export type KeptPattern = [
  candidates: number,
  focals: number,
  neutral: number,
  neutral_focals: number,
  n: number,
  x: number,
];

/** A number for each fit of a stratum, or of a day. */
export const cellName = (of: number, fit: number): number => of * MOST_FITS + fit;
const MOST_FITS = 65_536;

/** A number for each way in which decisions are alike for the rule. */
export const patternName = (
  candidates: number,
  focals: number,
  neutral: number,
  neutral_focals: number,
): number =>
  ((candidates * MOST_CANDIDATES + focals) * MOST_CANDIDATES + neutral) * MOST_CANDIDATES + neutral_focals;
/** More than a decision can have. */
const MOST_CANDIDATES = 1024;

/** Decisions, deviations toward the focus and away from it, decisions with equals on both sides, of which focal. */
export type DeviationSums = [n: number, toward: number, away: number, ties: number, won: number];

/** Numbers by cluster; in memory they are packed. */
type List = ArrayLike<number>;

/** The same by cluster, one list for each of the sums. */
export type KeptDeviations = { keys: string[]; sums: [List, List, List, List, List] };

/** Sums of products of a cluster's sums: what squares about any mean are made of. See `addMoments` and `momentsAlone`. */
export type Moments = [
  nn: number,
  toward_n: number,
  toward_2: number,
  away_n: number,
  away_2: number,
  ties_2: number,
  won_ties: number,
  won_2: number,
];

/**
 * Deviations of the decisions whose noise is a constant, by cluster; as `KeptClusters` has residuals. `alone`: of those that
 * name no cluster.
 */
export type DeviationClusters = {
  tenants: KeptDeviations & { alone: DeviationSums };
  /** `count` and `moments`: of very many, as if each ended at midnight. */
  sessions: (KeptDeviations & { alone: DeviationSums; count: number; moments: Moments }) | null;
  sum: DeviationSums;
};

/** What a day of `declared_policy` keeps beside the table of decisions that logits judge. */
export type KeptRules = {
  /** Of fits (places in the day's list) with a constant noise: what it is known by. */
  noise: { fit: number; deviations: number; alternatives: number }[];
  /** Their tested decisions, by stratum and fit. */
  patterns: { stratum: number; fit: number; rows: KeptPattern[] }[];
  clusters: DeviationClusters;
  /** Of all tested decisions. */
  deviations: RuleDeviations;
};

/**
 * One day of `declared_policy`. `cells` and `clusters` are of the decisions that a frozen logit judges; a fit whose
 * `b_version` is that of a separation, or of whatever where a constant is asked for, has its decisions in `rules`.
 */
export type DeclaredDay = Omit<DayTable, "versions"> & { versions: RuleVersion[]; rules: KeptRules };

export const noSums = (): DeviationSums => [0, 0, 0, 0, 0];
export const noMoments = (): Moments => [0, 0, 0, 0, 0, 0, 0, 0];
export const noDeviations = (): RuleDeviations => ({
  decisions: 0,
  toward: 0,
  away: 0,
  ties: 0,
  ties_won: 0,
});

export const NO_DEVIATIONS: DeviationClusters = {
  tenants: { keys: [], sums: [[], [], [], [], []], alone: noSums() },
  sessions: {
    ...{ keys: [], sums: [[], [], [], [], []], alone: noSums() },
    ...{ count: 0, moments: noMoments() },
  },
  sum: noSums(),
};
