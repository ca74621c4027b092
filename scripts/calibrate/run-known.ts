import type { Deflation } from "../../lib/neutrality/stats/deflator";
import { logEvidence, partitionSteps } from "../../lib/neutrality/stats/evidence";
import { trackCells } from "../../lib/neutrality/stats/process";
import { listStarts } from "../../lib/neutrality/stats/starts";
import type { Cell } from "../../lib/neutrality/stats/table";
import { assertAlike } from "./alike";
import { centredPhi } from "./centred";
import { gainedUntil } from "./gained";
import { judgeKnown } from "./judge-known";
import { keptDays } from "./kept";
import { type KnownStream, simulateKnown } from "./known";
import { evidenceAt } from "./looks";
import type { Outcome } from "./outcome";
import { ALPHA, DAYS, type KnownScenario, THETA_M } from "./plan";
import { Spans } from "./table";

const LINE = Math.log(1 / ALPHA);

/** The first index at which something holds; null for never. */
export const firstWhere = (length: number, holds: (index: number) => boolean): number | null => {
  for (let index = 0; index < length; index += 1) if (holds(index)) return index;
  return null;
};

/** Simulates a stream with known q and looks at it after each of its days. */
export function runKnown(scenario: KnownScenario, number: number, kept: boolean): Outcome {
  const stream = simulateKnown(scenario, number);
  const cells = stream.days.flat();
  const starts = listStarts(scenario.versions, DAYS - 1);
  const material = evidenceByDay(stream, cells, starts, THETA_M);
  const steady = scenario.onset === 0;
  const zero = scenario.tilt === 0 || kept ? evidenceByDay(stream, cells, starts, 0) : null;
  const spans = new Spans(stream.days);
  const bounds = steady ? boundsByDay(spans, scenario.tilt) : null;
  const missed = bounds ? missesByDay(bounds, stream.phi) : null;
  const judged = judgeKnown(cells, stream.phi[DAYS - 1] ?? 1, scenario.versions);
  const breach = firstWhere(DAYS, (day) => (material[day] ?? 0) >= LINE);
  const kept_days =
    kept && zero ? keptDays(scenario, stream, { cells, spans, starts, material, zero }) : null;
  assertAlike(judged, {
    verdict: kept_days?.verdict,
    log_e_material: material[DAYS - 1],
    log_e_zero: zero?.[DAYS - 1],
    holds_truth: missed ? !missed[DAYS - 1] : undefined,
    tilt: scenario.tilt,
  });
  return {
    breach,
    ...(scenario.tilt === 0 ? { alarm: firstWhere(DAYS, (day) => (zero?.[day] ?? 0) >= LINE) } : {}),
    ...(missed ? { missed: firstWhere(DAYS, (day) => missed[day] ?? false) } : {}),
    ...(scenario.tilt > THETA_M
      ? { ideal: stream.ideal, gained: gainedUntil(stream.days, scenario, breach) }
      : {}),
    ...(scenario.tenants ? variantsOf(scenario, stream, { cells, spans, bounds }) : {}),
    ...(kept_days ? { kept: kept_days.outcome } : {}),
    phi: stream.phi[DAYS - 1] ?? 1,
    r: 0,
  };
}

/** What came of it if phi were taken about another tilt. */
function variantsOf(
  scenario: KnownScenario,
  stream: KnownStream,
  { cells, spans, bounds }: { cells: readonly Cell[]; spans: Spans; bounds: readonly Bounds[] | null },
): Required<Pick<Outcome, "centred" | "about_material">> {
  const starts = listStarts(scenario.versions, DAYS - 1);
  const centred = stream.clusters.map((clusters, day) => {
    const { bins, x } = spans.pool(0, day);
    return centredPhi(clusters, bins, x);
  });
  const variant = (phi: readonly number[], at_zero: readonly number[], at_tilt: readonly number[]) => {
    const first = (theta0: number, own: readonly number[]) => {
      const log_e = evidenceByDay({ ...stream, phi: own }, cells, starts, theta0);
      return firstWhere(DAYS, (day) => (log_e[day] ?? 0) >= LINE);
    };
    const missed = bounds && scenario.tilt <= THETA_M ? missesByDay(bounds, at_tilt) : null;
    return {
      breach: first(THETA_M, phi),
      ...(scenario.tilt === 0 ? { alarm: first(0, at_zero) } : {}),
      ...(missed ? { missed: firstWhere(DAYS, (day) => missed[day] ?? false) } : {}),
      phi: phi[DAYS - 1] ?? 1,
    };
  };
  // About the null that is put to the test: about q where that is a tilt of 0, which is what the product does.
  const about_tilt = scenario.tilt === 0 ? stream.phi : stream.phi_material;
  return {
    centred: variant(centred, centred, centred),
    about_material: variant(stream.phi_material, stream.phi, about_tilt),
  };
}

const deflationOf = (phi: number | undefined): Deflation => ({ phi: phi ?? 1, covariances: new Map() });

function evidenceByDay(
  { days, phi }: KnownStream,
  cells: readonly Cell[],
  starts: Parameters<typeof evidenceAt>[1],
  theta0: number,
): number[] {
  const track = trackCells(cells, { theta0, sign: 1 });
  return days.map((_, day) => evidenceAt(track, starts, deflationOf(phi[day]), day + 1));
}

/** Focal choices up to a day, and what the two bounds of the interval put beside them at a tilt. */
type Bounds = { x: number; steps: readonly [number[], number[]] };

const boundsByDay = (spans: Spans, theta0: number): Bounds[] =>
  Array.from({ length: DAYS }, (_, day) => {
    const { bins, x } = spans.pool(0, day);
    const steps = (sign: 1 | -1) => partitionSteps(bins, { theta0, sign });
    return { x, steps: [steps(1), steps(-1)] };
  });

const missesByDay = (bounds: readonly Bounds[], phi: readonly number[]): boolean[] =>
  bounds.map(({ x, steps: [more, less] }, day) => {
    const eta = 1 / (phi[day] ?? 1);
    const line = Math.log(2 / ALPHA);
    return logEvidence(x, more, eta, 1) >= line || logEvidence(x, less, eta, -1) >= line;
  });
