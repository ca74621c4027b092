import type { Deflation } from "../../lib/neutrality/stats/deflator";
import { judgeTable } from "../../lib/neutrality/stats/judge";
import { trackCells } from "../../lib/neutrality/stats/process";
import { listStarts } from "../../lib/neutrality/stats/starts";
import type { Cell } from "../../lib/neutrality/stats/table";
import { assertAlike } from "./alike";
import { keptDays } from "./kept";
import { type KnownStream, simulateKnown } from "./known";
import { evidenceAt, leavesOut } from "./looks";
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
  const missed = steady ? missesByDay(stream, spans, scenario.tilt) : null;
  const judged = judge(stream, cells, scenario);
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
    breach: firstWhere(DAYS, (day) => (material[day] ?? 0) >= LINE),
    ...(scenario.tilt === 0 ? { alarm: firstWhere(DAYS, (day) => (zero?.[day] ?? 0) >= LINE) } : {}),
    ...(missed ? { missed: firstWhere(DAYS, (day) => missed[day] ?? false) } : {}),
    ...(scenario.tilt > THETA_M ? { ideal: stream.ideal } : {}),
    ...(kept_days ? { kept: kept_days.outcome } : {}),
    phi: stream.phi[DAYS - 1] ?? 1,
    r: 0,
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

function missesByDay({ days, phi }: KnownStream, spans: Spans, tilt: number): boolean[] {
  return days.map((_, day) => {
    const { bins, x } = spans.pool(0, day);
    return leavesOut(bins, x, 1 / (phi[day] ?? 1), ALPHA, tilt);
  });
}

/** The product's own answer at the last look. */
const judge = ({ phi }: KnownStream, cells: readonly Cell[], { versions }: KnownScenario) =>
  judgeTable({
    cells,
    starts: listStarts(versions, DAYS - 1),
    deflation: deflationOf(phi[DAYS - 1]),
    ...{ alpha: ALPHA, theta_m: THETA_M, sign: 1 as const },
    in_force_days: [versions.at(-1) ?? 0],
    ...{ coverage: 1, unattributed: 0, failures: [], guards: () => [] },
  });
