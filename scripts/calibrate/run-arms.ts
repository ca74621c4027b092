import { logTwoStreams } from "../../lib/neutrality/stats/experiment";
import type { Sign } from "../../lib/neutrality/stats/needed";
import { trackCells } from "../../lib/neutrality/stats/process";
import { listStarts, type Start } from "../../lib/neutrality/stats/starts";
import { assertAlike } from "./alike";
import { cellOf, simulateArms } from "./arms";
import { gainedUntil } from "./gained";
import { judgeKnown } from "./judge-known";
import { evidenceAt } from "./looks";
import type { Outcome } from "./outcome";
import { ALPHA, type ArmsScenario, DAYS, THETA_M } from "./plan";
import { firstWhere } from "./run-known";

const LINE = Math.log(1 / ALPHA);
const FROM_DAY_0: readonly Start[] = [{ day: 0, weight: 1, policy: true }];

/** Simulates an experiment and looks at it after each of its days. */
export function runArms(scenario: ArmsScenario, number: number): Outcome {
  const { days, phi, ideal } = simulateArms(scenario, number);
  const cells = days.map((tables) => tables.map(cellOf));
  const starts = listStarts(scenario.versions, DAYS - 1);
  const neutral = scenario.tilt === 0;
  const byDay = (theta0: number, sign: Sign, from: readonly Start[]) => {
    const track = trackCells(cells.flat(), { theta0, sign });
    return days.map((_, day) =>
      evidenceAt(track, from, { phi: phi[day] ?? 1, covariances: new Map() }, day + 1),
    );
  };
  const material = byDay(THETA_M, 1, starts);
  const zero = neutral ? byDay(0, 1, starts) : null;
  // Tables have no bins to pool: the interval's evidence is the sum of the days'.
  const bounds = ([1, -1] as const).map((sign) => byDay(scenario.tilt, sign, FROM_DAY_0));
  const missed = days.map((_, day) => bounds.some((log_e) => (log_e[day] ?? 0) >= Math.log(2 / ALPHA)));
  const breach = firstWhere(DAYS, (day) => (material[day] ?? 0) >= LINE);
  assertAlike(judgeKnown(cells.flat(), phi[DAYS - 1] ?? 1, scenario.versions), {
    log_e_material: material[DAYS - 1],
    log_e_zero: zero?.[DAYS - 1],
    holds_truth: !missed[DAYS - 1],
    tilt: scenario.tilt,
  });
  return {
    breach,
    ...(neutral ? { alarm: firstWhere(DAYS, (day) => (zero?.[day] ?? 0) >= LINE) } : {}),
    missed: firstWhere(DAYS, (day) => missed[day] ?? false),
    ...(scenario.tilt > THETA_M ? { ideal, gained: gainedUntil(cells, scenario, breach) } : {}),
    // It knows of no dependence: where whole tenants are given an arm it claims nothing.
    ...(neutral && scenario.randomised === "decisions"
      ? { two_streams: firstWhere(DAYS, (day) => logTwoStreams(days.slice(0, day + 1).flat(), 1) >= LINE) }
      : {}),
    phi: phi[DAYS - 1] ?? 1,
    r: 0,
  };
}
