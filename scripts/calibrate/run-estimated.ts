import { deflateCells, NO_DEFLATION } from "../../lib/neutrality/stats/deflator";
import { type Hypothesis, partitionSteps } from "../../lib/neutrality/stats/evidence";
import { judgeTable } from "../../lib/neutrality/stats/judge";
import type { Track } from "../../lib/neutrality/stats/process";
import { listStarts } from "../../lib/neutrality/stats/starts";
import type { Cell } from "../../lib/neutrality/stats/table";
import { assertAlike } from "./alike";
import { informationOf, simulateDecisions } from "./candidates";
import { centredPhi } from "./centred";
import { Estimation, type Look } from "./estimate";
import { evidenceAt, leavesOut } from "./looks";
import type { Outcome } from "./outcome";
import { ALPHA, DAYS, type EstimatedScenario, THETA_M } from "./plan";

const LINE = Math.log(1 / ALPHA);

/** What `trackCells` makes of a table with one cell a day, whose bins need no pooling. */
export const trackDays = (cells: readonly Cell[], hypothesis: Hypothesis): Track => ({
  hypothesis,
  days: cells.map(({ day, x, v, bins, fit, dq }) => ({
    day,
    x,
    v,
    steps: partitionSteps(bins, hypothesis),
    gradients: [[fit, dq]],
  })),
});

/** Simulates a stream and looks at it after each of its days, with b, S and phi of the days so far. */
export function runEstimated(scenario: EstimatedScenario, number: number): Outcome {
  const estimation = new Estimation(scenario.tenants.count);
  const decisions = simulateDecisions(scenario, number);
  const starts = listStarts(scenario.versions, DAYS - 1);
  const outcome: Outcome = { breach: null, missed: null, undeflated: null, phi: 1, r: 0 };
  if (scenario.tilt === 0) outcome.alarm = null;
  const information: number[] = [];
  for (let day = 0; day < DAYS; day += 1) {
    for (let made = 0; made < scenario.per_day; made += 1) {
      const decision = decisions.next().value;
      estimation.add(decision);
      const one = informationOf(decision, scenario.tilt);
      if (one !== null) information.push(one);
    }
    const look = estimation.look();
    // Too few choices yet: the verdict would be `inconclusive`.
    if (typeof look === "string") continue;
    const seen = lookAt(look, scenario.tilt, starts);
    if (seen.material >= LINE) outcome.breach ??= day;
    if (seen.undeflated >= LINE) outcome.undeflated ??= day;
    if (seen.missed) outcome.missed ??= day;
    if (seen.zero !== undefined && seen.zero >= LINE) outcome.alarm ??= day;
    noteCentred(outcome, centredLook(look, scenario.tilt, starts), day);
    outcome.phi = look.deflation.phi;
    outcome.r = seen.r;
    if (day === DAYS - 1)
      assertAlike(judgeLook(look, starts), {
        log_e_material: seen.material,
        log_e_zero: seen.zero,
        holds_truth: !seen.missed,
        tilt: scenario.tilt,
      });
  }
  const mean = information.reduce((sum, one) => sum + one, 0) / (DAYS * scenario.per_day);
  return scenario.tilt > THETA_M ? { ...outcome, ideal: Math.log(1 / ALPHA) / mean } : outcome;
}

/** The look with phi about the common tilt in the place of the product's. */
const centredLook = (look: Look, tilt: number, starts: Parameters<typeof evidenceAt>[1]) => {
  const phi = look.pooled ? centredPhi(look.tenants, look.pooled.bins, look.pooled.x) : 1;
  return { phi, ...lookAt({ ...look, deflation: { ...look.deflation, phi } }, tilt, starts) };
};

function noteCentred(outcome: Outcome, seen: ReturnType<typeof centredLook>, day: number): void {
  outcome.centred ??= {
    breach: null,
    missed: null,
    phi: 1,
    ...(outcome.alarm === undefined ? {} : { alarm: null }),
  };
  const { centred } = outcome;
  if (seen.material >= LINE) centred.breach ??= day;
  if (seen.missed) centred.missed ??= day;
  if (seen.zero !== undefined && seen.zero >= LINE) centred.alarm ??= day;
  centred.phi = seen.phi;
}

function lookAt({ cells, pooled, deflation }: Look, tilt: number, starts: Parameters<typeof evidenceAt>[1]) {
  const material = trackDays(cells, { theta0: THETA_M, sign: 1 });
  const upto = cells.length;
  const { eta, v, estimation_variance } = deflateCells(cells, deflation);
  return {
    material: evidenceAt(material, starts, deflation, upto),
    undeflated: evidenceAt(material, starts, NO_DEFLATION, upto),
    zero:
      tilt === 0 ? evidenceAt(trackDays(cells, { theta0: 0, sign: 1 }), starts, deflation, upto) : undefined,
    missed: pooled !== null && leavesOut(pooled.bins, pooled.x, eta, ALPHA, tilt),
    r: v > 0 ? estimation_variance / v : 0,
  };
}

/** The product's own answer, without guards. */
export const judgeLook = ({ cells, deflation }: Look, starts: Parameters<typeof evidenceAt>[1]) =>
  judgeTable({
    ...{ cells, starts, deflation, alpha: ALPHA, theta_m: THETA_M, sign: 1 as const },
    ...{ in_force_days: [0], coverage: 1, unattributed: 0, failures: [], guards: () => [] },
  });
