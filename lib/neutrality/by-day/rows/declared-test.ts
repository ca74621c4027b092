import { ENOUGH_TENANTS } from "../clusters-sql";
import { keptDeviations } from "../declared-phi";
import {
  cellName,
  type DeviationClusters,
  type DeviationSums,
  type KeptDeviations,
  type KeptPattern,
  type KeptRules,
  noSums,
  patternName,
} from "../declared-schema";
import type { RuleComparable } from "./declared-tally";

const compare = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);

/** Deviations by cluster; of those that name none together. */
class Deviations {
  readonly #sums = new Map<string, DeviationSums>();
  readonly #alone = noSums();

  of(key: string): DeviationSums {
    if (key === "0") return this.#alone;
    const known = this.#sums.get(key);
    if (known) return known;
    const fresh = noSums();
    this.#sums.set(key, fresh);
    return fresh;
  }

  /** In the order of the keys as numbers. */
  kept(): KeptDeviations & { alone: DeviationSums } {
    const keys = [...this.#sums.keys()].sort(compare);
    const found = keys.map((key) => this.#sums.get(key) ?? noSums());
    const column = (at: number) => found.map((sums) => sums[at] ?? 0);
    const sums: KeptDeviations["sums"] = [column(0), column(1), column(2), column(3), column(4)];
    return { keys, sums, alone: this.#alone };
  }
}

function addTo(
  sums: DeviationSums,
  { won, neutral, neutral_focals, deviates }: RuleComparable,
  at: number,
): void {
  const focal = won[at] ?? 0;
  const ours = neutral_focals[at] ?? 0;
  sums[0] += 1;
  if (deviates[at] === 1) {
    sums[1] += focal;
    if (focal === 0 && ours > 0) sums[2] += 1;
  } else if (ours > 0 && ours < (neutral[at] ?? 0)) {
    sums[3] += 1;
    sums[4] += focal;
  }
}

type Patterns = KeptRules["patterns"][number] & { places: Map<number, KeptPattern> };

function addPattern(cells: Map<number, Patterns>, of: RuleComparable, at: number): void {
  const { part, rows, won } = of;
  const row = rows[at] ?? 0;
  const [stratum, fit] = [part.stratum[row] ?? 0, part.fit[row] ?? 0];
  const place = cellName(stratum, fit);
  const cell = cells.get(place) ?? { stratum, fit, rows: [], places: new Map<number, KeptPattern>() };
  cells.set(place, cell);
  const [candidates, focals] = [of.candidates[at] ?? 0, of.focals[at] ?? 0];
  const [neutral, neutral_focals] = [of.neutral[at] ?? 0, of.neutral_focals[at] ?? 0];
  const name = patternName(candidates, focals, neutral, neutral_focals);
  let known = cell.places.get(name);
  if (!known) {
    known = [candidates, focals, neutral, neutral_focals, 0, 0];
    cell.places.set(name, known);
    cell.rows.push(known);
  }
  known[4] += 1;
  known[5] += won[at] ?? 0;
}

/** What a day's decisions come to whose noise is a constant: as `readPatterns` and `readDeviationClusters` have them. */
export function patternRows(
  comparable: readonly RuleComparable[],
  constant: readonly number[],
): { patterns: KeptRules["patterns"]; deviations: DeviationClusters | null } {
  const wanted = new Set(constant);
  const cells = new Map<number, Patterns>();
  const tenants = new Deviations();
  const sum = noSums();
  const each = (add: (of: RuleComparable, at: number, row: number) => void): void => {
    for (const of of comparable)
      for (let at = 0; at < of.rows.length; at += 1) {
        const row = of.rows[at] ?? 0;
        if (wanted.has(of.part.fit[row] ?? 0)) add(of, at, row);
      }
  };
  each((of, at, row) => {
    const { words, at: places } = of.part.columns.tenant;
    addPattern(cells, of, at);
    addTo(tenants.of(words[places[row] ?? 0] ?? "0"), of, at);
    addTo(sum, of, at);
  });
  if (cells.size === 0) return { patterns: [], deviations: null };
  const by_tenant = tenants.kept();
  const sessions = new Deviations();
  const few = by_tenant.keys.length < ENOUGH_TENANTS;
  if (few) each((of, at, row) => addTo(sessions.of(of.part.columns.session.text(row)), of, at));
  return {
    patterns: [...cells.values()]
      .sort((a, b) => a.stratum - b.stratum || a.fit - b.fit)
      .map(({ stratum, fit, rows }) => ({ stratum, fit, rows })),
    deviations: { tenants: by_tenant, sessions: few ? keptDeviations(sessions.kept()) : null, sum },
  };
}
