import { FACTORS, type FactorKey, POINTS_TABLE, type Severity, severityOf } from "./points-table";

/** Which decisions count as traffic at stake: those that went to these products, or our share on this router. */
export type TrafficScope = { product_ids: string[] } | { router: string };

export type Factor = {
  key: FactorKey;
  /** What is known, as a sentence; what is missing where points is null. */
  known: string;
  /** Null is unknown, which is not zero. */
  points: number | null;
};

export type SeverityResult = {
  severity: Severity;
  /** Of the known factors; halved, rounded up, where the weight is one half. */
  points: number;
  points_max: number;
  known: number;
  factor_count: number;
  /** Points that the unknown factors could add. */
  could_add: number;
};

/**
 * Severity 1 to 5 from the points of the known factors. An unknown factor adds nothing and is counted in `could_add`:
 * knowing it can raise the severity and never lowers it.
 */
export function rate(factors: readonly Factor[], weight: 1 | 0.5): SeverityResult {
  const weighed = (points: number) => Math.ceil(points * weight);
  const max = (key: FactorKey) => POINTS_TABLE.factors[key].max;
  const known = factors.filter(({ points }) => points !== null);
  const points = weighed(known.reduce((sum, factor) => sum + (factor.points ?? 0), 0));
  const unknown = factors
    .filter((factor) => factor.points === null)
    .reduce((sum, { key }) => sum + max(key), 0);
  return {
    severity: severityOf(points),
    points,
    points_max: weighed(FACTORS.reduce((sum, key) => sum + max(key), 0)),
    known: known.length,
    factor_count: factors.length,
    could_add: weighed(known.reduce((sum, factor) => sum + (factor.points ?? 0), unknown)) - points,
  };
}
