import { overdispersion } from "../../lib/neutrality/stats/deflator";
import type { Cell } from "../../lib/neutrality/stats/table";
import { type Draws, drawsOf } from "./draws";
import { ALPHA, DAYS, type KnownScenario, THETA_M } from "./plan";
import { CellSums } from "./table";

/** A year of decisions with known q, as the calibration table has them. */
export type KnownStream = {
  /** Cells by day, by task within the day. */
  days: readonly (readonly Cell[])[];
  /** phi at the look after each day. */
  phi: readonly number[];
  /** Decisions after which the best test that knows the tilt would expect to be sure: ln(1/alpha) / KL. */
  ideal: number;
};

/** By task: mean log-odds of q, and its share of the work on the first and on the last day where work moves. */
const TASKS = [
  { mean: -1.5, steady: 0.4, first: 0.55, last: 0.1 },
  { mean: -0.7, steady: 0.3, first: 0.3, last: 0.15 },
  { mean: -0.2, steady: 0.2, first: 0.1, last: 0.3 },
  { mean: 0.4, steady: 0.1, first: 0.05, last: 0.45 },
] as const;
const SPREAD = 0.8;

export const sigmoid = (u: number): number => 1 / (1 + Math.exp(-u));

/** Kullback-Leibler divergence of one choice with probability p from one with probability r. */
export const divergence = (p: number, r: number): number =>
  p * Math.log(p / r) + (1 - p) * Math.log((1 - p) / (1 - r));

/** Simulates one stream; the same number gives the same one. */
export function simulateKnown(scenario: KnownScenario, stream: number): KnownStream {
  const draws = drawsOf(scenario.id, stream);
  const tenants = scenario.tenants ? tenantsOf(draws, scenario.tenants) : null;
  const sums = TASKS.map(() => new CellSums());
  const days: Cell[][] = [];
  const phi: number[] = [];
  let information = 0;
  for (let day = 0; day < DAYS; day += 1) {
    const tilt = day >= scenario.onset ? scenario.tilt : 0;
    for (let made = 0; made < scenario.per_day; made += 1) {
      const task = pickTask(draws.uniform(), scenario.mix === "drifting" ? day / (DAYS - 1) : null);
      const u = (TASKS[task]?.mean ?? 0) + SPREAD * draws.normal();
      const q = sigmoid(u);
      const tilted = sigmoid(u + tilt);
      const tenant = tenants?.pick(draws.uniform()) ?? -1;
      // A taste shifts the probability by its share of the variance: over tenants the mean stays what it was.
      const p = tilted + tilted * (1 - tilted) * (tenants?.tastes[tenant] ?? 0);
      const x = draws.uniform() < p ? 1 : 0;
      sums[task]?.add(q, x);
      tenants?.observe(tenant, x - q, q * (1 - q));
      information += divergence(sigmoid(u + scenario.tilt), sigmoid(u + THETA_M));
    }
    days.push(sums.flatMap((sum, task) => sum.take(day, task, 0) ?? []));
    phi.push(tenants?.phi() ?? 1);
  }
  const mean = information / (DAYS * scenario.per_day);
  return { days, phi, ideal: Math.log(1 / ALPHA) / mean };
}

/** The task at a point of the cumulated shares; `year` is how much of the year is over, null where shares are steady. */
function pickTask(at: number, year: number | null): number {
  let sum = 0;
  for (const [task, { steady, first, last }] of TASKS.entries()) {
    sum += year === null ? steady : first + year * (last - first);
    if (at < sum) return task;
  }
  return TASKS.length - 1;
}

/** Tenants of unequal size (log-normal, deviation 1), each with a taste, uniform about 0; and their residuals. */
export function tenantsOf(draws: Draws, { count, taste }: { count: number; taste: number }) {
  const sizes = Array.from({ length: count }, () => Math.exp(draws.normal()));
  const tastes = sizes.map(() => taste * (2 * draws.uniform() - 1));
  const all = sizes.reduce((sum, size) => sum + size, 0);
  let sum = 0;
  const upto = sizes.map((size) => {
    sum += size / all;
    return sum;
  });
  const residuals = new Float64Array(count);
  let [squares, v] = [0, 0];
  return {
    tastes,
    /** The tenant at a point of the cumulated sizes. */
    pick(at: number): number {
      let [low, high] = [0, count - 1];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (at < (upto[middle] ?? 1)) high = middle;
        else low = middle + 1;
      }
      return low;
    },
    observe(tenant: number, residual: number, variance: number): void {
      const before = residuals[tenant] ?? 0;
      residuals[tenant] = before + residual;
      squares += (2 * before + residual) * residual;
      v += variance;
    },
    phi: (): number => overdispersion(squares, v),
  };
}
