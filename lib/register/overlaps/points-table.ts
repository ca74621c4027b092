/** The five factors of severity, in the order shown. */
export const FACTORS = ["closeness", "money", "rights", "traffic", "alternatives"] as const;
export type FactorKey = (typeof FACTORS)[number];

type Step = { from: number; points: number; words: string };

/**
 * What each fact weighs. Versioned: an overlap keeps the version that it was judged by, and the page shows the table.
 * Change it only by adding one to `version`.
 */
export const POINTS_TABLE = {
  version: 1,
  factors: {
    closeness: { label: "Closeness of segment", max: 4 },
    money: { label: "Money at stake", max: 4 },
    rights: { label: "Rights held", max: 3 },
    traffic: { label: "Routed share at stake", max: 4 },
    alternatives: { label: "Alternatives", max: 3 },
  },
  /** By levels of the segment tree between the two: none, one, two, more. */
  closeness: [4, 3, 2, 1],
  /** By the sum of the amounts stated, in USD; amounts in other currencies are not converted and stay unknown. */
  money: [
    { from: 1e9, points: 4, words: "USD 1 bn or more" },
    { from: 1e8, points: 3, words: "from USD 100 m" },
    { from: 1e7, points: 2, words: "from USD 10 m" },
    { from: 1, points: 1, words: "less than USD 10 m" },
    { from: 0, points: 0, words: "nothing" },
  ],
  /** The heaviest right that is agreed; none where every right recorded is known not to be agreed. */
  rights: {
    board_seat: 3,
    veto: 3,
    exclusivity: 3,
    board_observer: 2,
    information: 2,
    data_access: 2,
    consultation: 2,
    first_refusal: 2,
    embedded_staff: 2,
    revenue_share: 1,
    spend_commitment: 1,
    compute_allocation: 1,
    ip_licence: 1,
  } as Readonly<Record<string, number>>,
  /** By the share of routed decisions, as a fraction of 1. */
  traffic: [
    { from: 0.5, points: 4, words: "half or more" },
    { from: 0.2, points: 3, words: "from 20 %" },
    { from: 0.05, points: 2, words: "from 5 %" },
    { from: Number.MIN_VALUE, points: 1, words: "less than 5 %" },
    { from: 0, points: 0, words: "nothing" },
  ],
  /** Where else a partner's product can be had: exclusive to us, on ours only, on one rival platform, on more. */
  alternatives: { exclusive: 3, ours_only: 2, one_rival: 1, more_rivals: 0 },
  /** Severity by points reached. */
  severity: [
    { from: 12, severity: 5 },
    { from: 9, severity: 4 },
    { from: 6, severity: 3 },
    { from: 3, severity: 2 },
    { from: 0, severity: 1 },
  ],
} as const;

/** Points of the first step that a value reaches. */
export const pointsOf = (steps: readonly Step[], value: number): number =>
  steps.find(({ from }) => value >= from)?.points ?? 0;

export type Severity = 1 | 2 | 3 | 4 | 5;

export const severityOf = (points: number): Severity =>
  POINTS_TABLE.severity.find(({ from }) => points >= from)?.severity ?? 1;
