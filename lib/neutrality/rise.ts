import type { Judging } from "./judging";
import { testedDays } from "./onset";
import type { NeutralityQuery, Rise } from "./schema";
import { estimationVariance } from "./stats/deflator";
import { normalQuantile } from "./stats/normal";
import { type Cell, sumShown, type Totals } from "./stats/table";
import { dayOf } from "./window";

const LEVEL = 0.99;
const MIN_DAYS = 21;

/**
 * Kitagawa's two factors (1955) on the expected share by stratum; null under three weeks from the first tested day to the
 * last, or without decisions.
 */
export function composeRise(
  query: Pick<NeutralityQuery, "from">,
  cells: readonly Cell[],
  { deflation }: Pick<Judging, "deflation">,
): Rise | null {
  const tested = testedDays(cells);
  const [first = 0] = tested;
  const end = (tested.at(-1) ?? -1) + 1;
  const third = Math.floor((end - first) / 3);
  if (end - first < MIN_DAYS) return null;
  const ranges = [
    { from: first, to: first + third },
    { from: end - third, to: end },
  ] as const;
  const [old, recent] = ranges.map(({ from, to }) => cells.filter(({ day }) => day >= from && day < to));
  if (!old?.length || !recent?.length) return null;
  const [a, b] = [sumShown(old), sumShown(recent)];
  const { mix, earned } = splitExpected(byStratum(old), byStratum(recent), a, b);
  const beyond = (b.x - b.q) / b.n - (a.x - a.q) / a.n;
  const describe = (days: { from: number; to: number }, { n, x, q }: Totals) => ({
    from: dayOf(query, days.from),
    to: dayOf(query, days.to),
    decisions: n,
    observed: x / n,
    expected: q / n,
  });
  const variance =
    deflation.phi * (a.v / a.n ** 2 + b.v / b.n ** 2) +
    estimationVariance(meanGradients(old, recent, a.n, b.n), deflation.covariances);
  return {
    before: describe(ranges[0], a),
    after: describe(ranges[1], b),
    change: b.x / b.n - a.x / a.n,
    mix,
    earned,
    beyond,
    margin: normalQuantile(1 - (1 - LEVEL) / 2) * Math.sqrt(variance),
  };
}

function byStratum(cells: readonly Cell[]): Map<number, Totals> {
  const groups = new Map<number, Cell[]>();
  for (const cell of cells) groups.set(cell.stratum, [...(groups.get(cell.stratum) ?? []), cell]);
  return new Map([...groups].map(([stratum, of_stratum]) => [stratum, sumShown(of_stratum)]));
}

function splitExpected(old: Map<number, Totals>, recent: Map<number, Totals>, a: Totals, b: Totals) {
  let mix = 0;
  let earned = 0;
  for (const stratum of new Set([...old.keys(), ...recent.keys()])) {
    const was = old.get(stratum);
    const is = recent.get(stratum);
    const weights = [(was?.n ?? 0) / a.n, (is?.n ?? 0) / b.n] as const;
    // A share that one period does not have takes the other's value.
    const shares = [shareOf(was ?? is), shareOf(is ?? was)] as const;
    mix += ((weights[1] - weights[0]) * (shares[0] + shares[1])) / 2;
    earned += ((weights[0] + weights[1]) * (shares[1] - shares[0])) / 2;
  }
  return { mix, earned };
}

const shareOf = (totals: Totals | undefined): number => (totals && totals.n > 0 ? totals.q / totals.n : 0);

function meanGradients(old: readonly Cell[], recent: readonly Cell[], n_old: number, n_recent: number) {
  const sums = new Map<number, number[]>();
  const add = (cells: readonly Cell[], factor: number) => {
    for (const { fit, dq } of cells)
      sums.set(
        fit,
        dq.map((value, p) => value * factor + (sums.get(fit)?.[p] ?? 0)),
      );
  };
  add(old, -1 / n_old);
  add(recent, 1 / n_recent);
  return sums;
}
