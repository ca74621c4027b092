import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import type { Covariate } from "../schema";
import { LACKS, STRUCTURE } from "./prepare-sql";

export const TallyRow = z.object({
  structure: z.number(),
  lacks: z.number(),
  fit: z.number(),
  two_sided: z.number(),
  pooled: z.number(),
  decisions: z.coerce.number(),
  won: z.coerce.number(),
});
/**
 * Decisions alike in what keeps them from being tested. `won`: of which a focal model was chosen. `pooled`: 1 where a
 * policy supplies the candidates.
 */
export type Tally = z.infer<typeof TallyRow>;

/** Every row of the prepared table, counted; with further sums, which begin with a comma, where they are wanted. */
export const tallySql = (table: string, sums = ""): string =>
  `SELECT structure, lacks, fit, toUInt8(partners > 0 AND focals > 0) AS two_sided, pooled,
        count() AS decisions, sum(won) AS won${sums}
      FROM ${table} GROUP BY structure, lacks, fit, two_sided, pooled`;

export const readTallies = (table: string): Promise<Tally[]> =>
  clickhouse().rows({ sql: tallySql(table), row: TallyRow });

const COVERAGE = 0.9;

const NEEDS: Record<Covariate, number> = {
  quality: LACKS.quality,
  log_cost: LACKS.cost,
  latency_s: LACKS.latency,
};

/**
 * Covariates that at least 90 % of otherwise usable decisions carry on every candidate; all three where none is, so
 * that the exclusions say what is missing. Refused sources have no say about quality, and candidates that a policy
 * supplies have none beside logged ones: a policy never changes how logged candidates are judged.
 */
export function defaultCovariates(tallies: readonly Tally[]): Covariate[] {
  const names = Object.keys(NEEDS) as Covariate[];
  const all = tallies.filter(({ structure }) => structure === 0);
  const logged = all.filter(({ pooled }) => pooled === 0);
  const sound = logged.length > 0 ? logged : all;
  const comparable = sound.some(({ two_sided }) => two_sided === 1)
    ? sound.filter(({ two_sided }) => two_sided === 1)
    : sound;
  const carried = names.filter((name) => {
    const asked =
      name === "quality" ? comparable.filter(({ lacks }) => !(lacks & LACKS.refused)) : comparable;
    const total = countOf(asked.length > 0 ? asked : comparable);
    return countOf(asked.filter(({ lacks }) => !(lacks & NEEDS[name]))) >= COVERAGE * total && total > 0;
  });
  // Refused quality is no reason to judge without quality: then nothing is left, and the answer says why.
  if (
    !carried.includes("quality") &&
    comparable.length > 0 &&
    comparable.every(({ lacks }) => lacks & LACKS.refused)
  )
    carried.unshift("quality");
  return carried.length > 0 ? carried : names;
}

const countOf = (tallies: readonly Tally[]): number =>
  tallies.reduce((sum, { decisions }) => sum + decisions, 0);

/** Bits of `lacks` that keep a decision out when these covariates are used. */
export const lackMask = (covariates: readonly Covariate[]): number =>
  covariates.reduce(
    (mask, name) =>
      mask |
      NEEDS[name] |
      (name === "quality" ? LACKS.refused : 0) |
      (name === "log_cost" ? LACKS.zero_cost : 0),
    0,
  );

export type PreparedExclusion =
  | (typeof STRUCTURE)[number]
  | "missing_quality"
  | "missing_cost"
  | "missing_latency"
  | "zero_cost"
  | "one_sided";

/** The first reason, in the order of the contract, that keeps such decisions from being tested; null for none. */
export function exclusionOf(
  { structure, lacks, two_sided }: Tally,
  covariates: readonly Covariate[],
): PreparedExclusion | null {
  const reason = STRUCTURE[structure - 1];
  if (reason) return reason;
  const lacking = lacks & lackMask(covariates);
  if (lacking & (LACKS.quality | LACKS.refused)) return "missing_quality";
  if (lacking & LACKS.cost) return "missing_cost";
  if (lacking & LACKS.latency) return "missing_latency";
  if (lacking & LACKS.zero_cost) return "zero_cost";
  return two_sided === 1 ? null : "one_sided";
}
