import { selectByEvidence } from "../../lib/neutrality/stats/e-bh";
import { listStarts } from "../../lib/neutrality/stats/starts";
import { type DayEvidence, mixByDay } from "../../lib/neutrality/stats/strata-evidence";
import { type Cell, poolBins, sumCells } from "../../lib/neutrality/stats/table";
import { assertAlike } from "./alike";
import { gainedUntil } from "./gained";
import { judgeKnown } from "./judge-known";
import { isSteered, simulateKnown } from "./known";
import { evidenceAt } from "./looks";
import type { Outcome, StrataOutcome } from "./outcome";
import { ALPHA, DAYS, type KnownScenario, type Strata, THETA_M } from "./plan";
import { trackDays } from "./run-estimated";
import { firstWhere } from "./run-known";

const LINE = Math.log(1 / ALPHA);
const KNOWN = { phi: 1, covariances: new Map() };

/** ln E of all decisions together and of each stratum, by day with decisions, and of the mixture, at every look. */
function evidenceOf(
  pooled_cells: readonly Cell[],
  apart: readonly (readonly Cell[])[],
  scenario: KnownScenario,
  theta0: number,
) {
  const starts = listStarts(scenario.versions, DAYS - 1);
  const byDay = (own: readonly Cell[]): DayEvidence[] => {
    const track = trackDays(own, { theta0, sign: 1 });
    return track.days.map(({ day }, at) => ({ day, log_e: evidenceAt(track, starts, KNOWN, at + 1) }));
  };
  const pooled = byDay(pooled_cells);
  const strata = apart.map(byDay);
  return { pooled, strata, mixed: mixByDay(pooled, strata).map(({ log_e }) => log_e) };
}

/** Simulates a stream whose strata were fixed beforehand, and looks at it after each of its days. */
export function runStrata(scenario: KnownScenario, strata: Strata, number: number): Outcome {
  const { days, ideal } = simulateKnown(scenario, number);
  const cells = days.flat();
  const apart = Array.from({ length: strata.count }, (_, k) => cells.filter(({ stratum }) => stratum === k));
  const together = days.map(poolDay);
  const material = evidenceOf(together, apart, scenario, THETA_M);
  const zero = scenario.tilt === 0 ? evidenceOf(together, apart, scenario, 0) : null;
  const breach = firstWhere(DAYS, (day) => (material.mixed[day] ?? 0) >= LINE);
  assertAlike(judgeKnown(cells, 1, scenario.versions, apart), {
    log_e_material: material.mixed[DAYS - 1],
    log_e_zero: zero?.mixed[DAYS - 1],
    tilt: scenario.tilt,
  });
  return {
    breach,
    ...(zero ? { alarm: firstWhere(DAYS, (day) => (zero.mixed[day] ?? 0) >= LINE) } : {}),
    ...(scenario.tilt > THETA_M
      ? { ideal, gained: gainedUntil(steeredDays(days, scenario), scenario, breach) }
      : {}),
    strata: namesOf(scenario, material),
    phi: 1,
    r: 0,
  };
}

/** A day's cells as one; q is known, so that there are no gradients. */
const poolDay = (cells: readonly Cell[], day: number): Cell => ({
  ...sumCells(cells),
  ...{ day, stratum: 0, fit: 0, dq: [] },
  bins: poolBins(cells),
});

const steeredDays = (days: readonly (readonly Cell[])[], scenario: KnownScenario) =>
  days.map((cells) => cells.filter(({ stratum }) => isSteered(scenario, stratum)));

/** Who is named at each look, by the product's own rule. */
function namesOf(scenario: KnownScenario, { pooled, strata }: ReturnType<typeof evidenceOf>): StrataOutcome {
  const material = scenario.tilt > THETA_M;
  const isFalse = (k: number) => !(material && isSteered(scenario, k));
  // Of days on which a stratum has none it stands where it stood; before its first it is 1.
  const standing = (points: readonly DayEvidence[], day: number) =>
    points.findLast((point) => point.day <= day)?.log_e ?? 0;
  const named = Array.from({ length: DAYS }, (_, day) => [
    ...selectByEvidence(
      strata.map((points) => standing(points, day)),
      ALPHA,
    ),
  ]);
  const last = named[DAYS - 1] ?? [];
  const tilted = scenario.strata?.tilted ?? null;
  return {
    pooled: firstWhere(DAYS, (day) => (pooled[day]?.log_e ?? 0) >= LINE),
    named: tilted === null ? null : firstWhere(DAYS, (day) => named[day]?.includes(tilted) ?? false),
    falsely: firstWhere(DAYS, (day) => named[day]?.some(isFalse) ?? false),
    false_share: last.length === 0 ? 0 : last.filter(isFalse).length / last.length,
  };
}
