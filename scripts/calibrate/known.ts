import type { Cell } from "../../lib/neutrality/stats/table";
import type { ClusterSums } from "./centred";
import { type Draws, drawsOf } from "./draws";
import { ALPHA, DAYS, type KnownScenario, type Tenants, THETA_M } from "./plan";
import { Residuals } from "./residuals";
import { CellSums } from "./table";

/** A year of decisions with known q, as the calibration table has them. */
export type KnownStream = {
  /** Cells by day, by task within the day. */
  days: readonly (readonly Cell[])[];
  /** phi at the look after each day. */
  phi: readonly number[];
  /** The same about the tilt of the materiality instead of about q, which the product does not use. */
  phi_material: readonly number[];
  /** Sums by tenant after each day; none without tenants. */
  clusters: readonly ClusterSums[];
  /** Decisions after which the best test that knows the tilt would expect to be sure: ln(1/alpha) / KL. */
  ideal: number;
};

/** By task: mean log-odds of q, and its share of the work on the first and on the last day where work moves. */
export const TASKS = [
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
  const { strata } = scenario;
  const sums = Array.from({ length: strata?.count ?? TASKS.length }, () => new CellSums());
  const days: Cell[][] = [];
  const phi: number[] = [];
  const clusters: ClusterSums[] = [];
  const phi_material: number[] = [];
  const count = scenario.tenants?.count ?? 0;
  const [about_q, about_material] = [new Residuals(count), new Residuals(count)];
  let information = 0;
  for (let day = 0; day < DAYS; day += 1) {
    const tilt = day >= scenario.onset ? scenario.tilt : 0;
    for (let made = 0; made < scenario.per_day; made += 1) {
      const stratum = strata
        ? pickStratum(draws.uniform(), strata.count)
        : pickTask(draws.uniform(), scenario.mix === "drifting" ? day / (DAYS - 1) : null);
      const steered = isSteered(scenario, stratum);
      const u = (TASKS[stratum % TASKS.length]?.mean ?? 0) + SPREAD * draws.normal();
      const q = sigmoid(u);
      const tilted = sigmoid(u + (steered ? tilt : 0));
      const tenant = tenants?.pick(draws.uniform()) ?? -1;
      // A taste shifts the probability by its share of the variance: over tenants the mean stays what it was.
      const p = tilted + tilted * (1 - tilted) * (tenants?.tastes[tenant] ?? 0);
      const x = draws.uniform() < p ? 1 : 0;
      sums[stratum]?.add(q, x);
      if (tenants) {
        about_q.observe(tenant, x - q, q * (1 - q));
        const r = sigmoid(u + THETA_M);
        about_material.observe(tenant, x - r, r * (1 - r));
      }
      if (steered) information += divergence(sigmoid(u + scenario.tilt), sigmoid(u + THETA_M));
    }
    days.push(sums.flatMap((sum, number) => sum.take(day, number, 0) ?? []));
    phi.push(about_q.phi());
    phi_material.push(about_material.phi());
    if (tenants) clusters.push(about_q.sums());
  }
  const mean = information / (DAYS * scenario.per_day);
  return { days, phi, phi_material, clusters, ideal: Math.log(1 / ALPHA) / mean };
}

/** Whether a tilt is in the decisions of a stratum; where none is singled out it is in all. */
export const isSteered = ({ strata }: KnownScenario, stratum: number): boolean =>
  (strata?.tilted ?? null) === null || stratum === strata?.tilted;

/** The stratum at a point of the cumulated shares: the k-th largest has a share in proportion to 1/k. */
function pickStratum(at: number, count: number): number {
  let all = 0;
  for (let k = 1; k <= count; k += 1) all += 1 / k;
  let sum = 0;
  for (let k = 1; k < count; k += 1) {
    sum += 1 / k / all;
    if (at < sum) return k - 1;
  }
  return count - 1;
}

/** The task at a point of the cumulated shares; `year` is how much of the year is over, null where shares are steady. */
export function pickTask(at: number, year: number | null): number {
  let sum = 0;
  for (const [task, { steady, first, last }] of TASKS.entries()) {
    sum += year === null ? steady : first + year * (last - first);
    if (at < sum) return task;
  }
  return TASKS.length - 1;
}

/** Tenants of unequal size (log-normal), each with a taste, uniform about 0. */
export function tenantsOf(draws: Draws, { count, taste, spread = 1 }: Tenants) {
  const sizes = Array.from({ length: count }, () => Math.exp(spread * draws.normal()));
  const tastes = sizes.map(() => taste * (2 * draws.uniform() - 1));
  const all = sizes.reduce((sum, size) => sum + size, 0);
  let sum = 0;
  const upto = sizes.map((size) => {
    sum += size / all;
    return sum;
  });
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
  };
}
