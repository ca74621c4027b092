import { ruleGuards } from "../baselines/declared-policy-fits";
import type { FitOutcome } from "../baselines/fit-logits";
import { judgeMeasured } from "../judging";
import type { Breach, Measured } from "../measured";
import {
  constantCells,
  estimateNoise,
  type NoiseCounts,
  noiseGrid,
  type PatternCell,
} from "../rules/constant-noise";
import { leastFavourableWay } from "../rules/least-favourable";
import { MATERIALITY_SHARE } from "../rules/points";
import { dayOfMost, settleInPoints } from "../rules/settle";
import type { NeutralityQuery } from "../schema";
import { sumCells } from "../stats/table";
import { nameOfStratum, type Stratum } from "../store/groups";
import { rulePhi } from "./declared-phi";
import { cellName, type DeclaredDay, patternName } from "./declared-schema";
import { declaredVersions } from "./declared-versions";
import { type GuardEvidence, mergeDays } from "./merge";
import { type FrozenFit, nameOfFit } from "./schema";

type Placed = { index: number; table: DeclaredDay };

/** A window as days left it. */
export type DeclaredInput = {
  days: readonly Placed[];
  /** The fits that the days were measured by. */
  fits: readonly FrozenFit[];
  /** Null: not read yet, and a full model that is needed agrees. */
  evidence: GuardEvidence | null;
};

/**
 * What the baseline makes of a window, from its days as they were measured one by one. What a logit judges stays as its fit
 * had it; a constant noise is known by all of the decisions that it judges, and of all ways to see it the least favourable
 * stands. Pure.
 */
export function mergeDeclared(query: NeutralityQuery, { days, fits, evidence }: DeclaredInput): Measured {
  const asked = query.noise === "constant";
  const logits = asked ? [] : fits.filter(({ reason }) => reason === null);
  const tables = days.map(({ table }) => table);
  const phi = rulePhi(tables);
  const merged = mergeDays({ baseline: "declared_policy", days, fits: logits, evidence: null, phi });
  const numbers = new Map(merged.versions.map((version, index) => [nameOfFit(version), index + 1]));
  const { noise, patterns } = noiseOf(days, numbers, merged.strata);
  const by_day = days.flatMap(({ index, table: { rules } }) =>
    rules.deviations.decisions > 0 ? [{ day: index, ...rules.deviations }] : [],
  );
  const share = isObeyed(fits, noise) ? (query.materiality_share ?? MATERIALITY_SHARE) : null;
  const effects = effectsOf(evidence, numbers);
  const same = {
    ...merged,
    versions: declaredVersions(tables, merged.versions),
    guards: (breach: Breach) => (effects ? ruleGuards(merged.cells, effects, breach) : []),
  };
  if (noise.size === 0) return same;
  const seenAt = (eps: ReadonlyMap<number, number>, of: readonly PatternCell[]): Measured => {
    const constant = constantCells(of, eps);
    return {
      ...same,
      by_day: undefined,
      cells: [...merged.cells, ...constant],
      residual_squares: phi.residual_squares + phi.dispersion * sumCells(constant).v,
      ...(share === null
        ? {}
        : {
            settle: settleInPoints({ by_day, patterns: of, eps, share }),
            day_of_most: (input) => dayOfMost({ by_day, share }, input),
          }),
    };
  };
  // Which way is least favourable strata do not say, unless they have a part of the evidence.
  const judged = query.fixed_strata ? patterns : poolPatterns(patterns);
  const ways = noiseGrid(judged, noise).map((eps) => ({ eps, seen: seenAt(eps, judged) }));
  const least = leastFavourableWay(
    ways.map(({ seen }) => seen),
    (one) => judgeMeasured(query, one),
  );
  const { eps } = ways.find(({ seen }) => seen.cells === least.cells) ?? {};
  return { ...seenAt(eps ?? new Map(), patterns), guards: least.guards };
}

/** The same decisions whatever their stratum. */
function poolPatterns(cells: readonly PatternCell[]): PatternCell[] {
  const pooled = new Map<
    number,
    { cell: PatternCell; found: Map<number, PatternCell["patterns"][number]> }
  >();
  for (const { day, fit, patterns } of cells) {
    const place = cellName(day, fit);
    const own = pooled.get(place) ?? { cell: { day, stratum: 0, fit, patterns: [] }, found: new Map() };
    pooled.set(place, own);
    for (const pattern of patterns) {
      const { candidates, focals, neutral, neutral_focals, n, x } = pattern;
      const name = patternName(candidates, focals, neutral, neutral_focals);
      const known = own.found.get(name);
      own.found.set(name, known ? { ...known, n: known.n + n, x: known.x + x } : pattern);
    }
  }
  return [...pooled.values()].map(({ cell, found }) => ({ ...cell, patterns: [...found.values()] }));
}

/** Whether guards of a breach have anything to ask: a full model beside a logit. */
export const asksFullModel = ({ noise }: NeutralityQuery, fits: readonly FrozenFit[]): boolean =>
  noise !== "constant" && fits.some(({ reason }) => reason === null);

/** Whether every fit that stands obeys its rule almost without noise, by what was last learnt of it: judged in points then. */
function isObeyed(fits: readonly FrozenFit[], noise: ReadonlyMap<number, unknown>): boolean {
  const latest = new Map<string, FrozenFit>();
  for (const fit of fits) {
    const before = latest.get(nameOfFit(fit));
    if (!before || before.b_version < fit.b_version) latest.set(nameOfFit(fit), fit);
  }
  return (
    noise.size > 0 && latest.size > 0 && [...latest.values()].every(({ reason }) => reason === "separation")
  );
}

/** The noise of each fit that has a constant one, by all of the days on which it has, and the decisions of these. */
function noiseOf(days: readonly Placed[], numbers: ReadonlyMap<string, number>, strata: readonly Stratum[]) {
  const places = new Map(strata.map((stratum, index) => [nameOfStratum(stratum), index + 1]));
  const counts = new Map<number, NoiseCounts>();
  const patterns: PatternCell[] = [];
  for (const { index, table } of days) {
    const fitOf = (place: number): number => {
      const fit = table.fits[place - 1];
      return fit ? (numbers.get(nameOfFit(fit)) ?? 0) : 0;
    };
    for (const { fit, deviations, alternatives } of table.rules.noise) {
      const number = fitOf(fit);
      const sum = counts.get(number) ?? { deviations: 0, alternatives: 0 };
      counts.set(number, {
        deviations: sum.deviations + deviations,
        alternatives: sum.alternatives + alternatives,
      });
    }
    for (const { stratum, fit, rows } of table.rules.patterns) {
      const of_day = table.strata[stratum - 1];
      patterns.push({
        day: index,
        stratum: of_day ? (places.get(nameOfStratum(of_day)) ?? 0) : 0,
        fit: fitOf(fit),
        patterns: rows.map(([candidates, focals, neutral, neutral_focals, n, x]) => {
          return { candidates, focals, neutral, neutral_focals, n, x };
        }),
      });
    }
  }
  const noise = new Map([...counts].map(([fit, found]) => [fit, estimateNoise(found)]));
  return { noise, patterns };
}

function effectsOf(
  evidence: GuardEvidence | null,
  numbers: ReadonlyMap<string, number>,
): Map<number, FitOutcome> | null {
  if (!evidence) return null;
  return new Map(
    evidence.full.flatMap((effect): [number, FitOutcome][] => {
      const number = numbers.get(nameOfFit(effect));
      const fit = { ...effect, decisions: 0, log_likelihood: 0, names: [] };
      return number === undefined ? [] : [[number, { fit }]];
    }),
  );
}
