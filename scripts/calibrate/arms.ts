import { type Arms, momentsOf } from "../../lib/neutrality/stats/arms";
import { overdispersion } from "../../lib/neutrality/stats/deflator";
import type { DayArms } from "../../lib/neutrality/stats/experiment";
import { armsBin, type Cell } from "../../lib/neutrality/stats/table";
import { logPartition, tiltedExpectation } from "../../lib/neutrality/stats/tilt";
import { type Draws, drawsOf } from "./draws";
import { pickTask, sigmoid, TASKS, tenantsOf } from "./known";
import { ALPHA, type ArmsScenario, DAYS, THETA_M } from "./plan";

/** A year of an experiment, as the product's tables have it. */
export type ArmsStream = {
  /** Tables by day, one a task; those without one of the arms left out. */
  days: readonly (readonly DayArms[])[];
  /** phi at the look after each day. */
  phi: readonly number[];
  /** ln(1/alpha) / KL in decisions of both arms, KL being that of the law given both arms' sums. */
  ideal: number;
};

type Made = { production: boolean; x: number; tenant: number };

/** Of a day's shift in log-odds so much is left on the next, and so much comes by chance: a deviation of a half. */
const LEFT = 0.98;
const SHOCK = 0.1;

/** Simulates one experiment; the same number gives the same one. */
export function simulateArms(scenario: ArmsScenario, stream: number): ArmsStream {
  const draws = drawsOf(scenario.id, stream);
  const tenants = tenantsOf(draws, scenario.tenants);
  const by_chance = tenants.tastes.map(() => draws.uniform() >= scenario.copy);
  const shifts = TASKS.map(() => 0);
  const parts = residualsOf(scenario.tenants.count);
  const days: DayArms[][] = [];
  const phi: number[] = [];
  let information = 0;
  for (let day = 0; day < DAYS; day += 1) {
    drift(shifts, draws);
    const tilt = day >= scenario.onset ? scenario.tilt : 0;
    const made = TASKS.map((): Made[] => []);
    for (let count = 0; count < scenario.per_day; count += 1) {
      const task = pickTask(draws.uniform(), null);
      const tenant = tenants.pick(draws.uniform());
      const production =
        scenario.randomised === "tenants" ? (by_chance[tenant] ?? true) : draws.uniform() >= scenario.copy;
      const p = sigmoid((TASKS[task]?.mean ?? 0) + (shifts[task] ?? 0) + (production ? tilt : 0));
      const x = draws.uniform() < p + p * (1 - p) * (tenants.tastes[tenant] ?? 0) ? 1 : 0;
      made[task]?.push({ production, x, tenant });
    }
    const tables = made.flatMap((decisions, stratum) => {
      const arms = armsOf(decisions);
      if (arms.n_a === 0 || arms.n_b === 0) return [];
      parts.observe(decisions, arms);
      return [{ day, stratum, ...arms }];
    });
    information += tables.reduce((sum, table) => sum + divergenceOf(table, scenario.tilt), 0);
    days.push(tables);
    phi.push(parts.phi());
  }
  return { days, phi, ideal: (Math.log(1 / ALPHA) * DAYS * scenario.per_day) / information };
}

function drift(shifts: number[], draws: Draws): void {
  for (const [task, shift] of shifts.entries()) shifts[task] = LEFT * shift + SHOCK * draws.normal();
}

function armsOf(decisions: readonly Made[]): Arms {
  const arms = { n_a: 0, x_a: 0, n_b: 0, x_b: 0 };
  for (const { production, x } of decisions) {
    arms[production ? "n_a" : "n_b"] += 1;
    arms[production ? "x_a" : "x_b"] += x;
  }
  return arms;
}

/** Divergence of x_a tilted so from x_a tilted by the materiality, given the sums of both arms. */
function divergenceOf(table: Arms, tilt: number): number {
  const bins = [armsBin([table])];
  return (
    (tilt - THETA_M) * tiltedExpectation(bins, tilt) -
    (logPartition(bins, tilt) - logPartition(bins, THETA_M))
  );
}

/** phi as the product takes it: with a the arm, x - Q of a table is the sum of (a - mean a)(x - mean x), parted by tenant. */
function residualsOf(count: number) {
  const residuals = new Float64Array(count);
  let v = 0;
  return {
    observe(decisions: readonly Made[], arms: Arms): void {
      const n = arms.n_a + arms.n_b;
      const [a, x] = [arms.n_a / n, (arms.x_a + arms.x_b) / n];
      for (const one of decisions)
        residuals[one.tenant] = (residuals[one.tenant] ?? 0) + (Number(one.production) - a) * (one.x - x);
      v += momentsOf(arms).variance;
    },
    phi: (): number =>
      overdispersion(
        residuals.reduce((sum, residual) => sum + residual * residual, 0),
        v,
      ),
  };
}

/** A table as the calibration table has it. */
export const cellOf = ({ day, stratum, ...arms }: DayArms): Cell => {
  const { mean: q, variance: v } = momentsOf(arms);
  return { day, stratum, fit: 0, bins: [armsBin([arms])], n: arms.n_a, x: arms.x_a, q, v, dq: [] };
};
