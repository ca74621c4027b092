import { leadingStart, termsAt, trackCells } from "../../lib/neutrality/stats/process";
import type { Start } from "../../lib/neutrality/stats/starts";
import type { Cell } from "../../lib/neutrality/stats/table";
import type { Verdict } from "../../lib/neutrality/stats/verdict";
import type { KnownStream } from "./known";
import { ruledOut } from "./looks";
import type { KeptOutcome } from "./outcome";
import { ALPHA, DAYS, type KnownScenario, THETA_M } from "./plan";
import type { Spans } from "./table";

const LINE = Math.log(1 / ALPHA);

type Reckoned = {
  cells: readonly Cell[];
  spans: Spans;
  starts: readonly Start[];
  /** ln E(theta_m) and ln E(0) at the look after each day. */
  material: readonly number[];
  zero: readonly number[];
};

/** The verdict at every look of a stream with full coverage and without guards, and how long `kept` outlives the onset. */
export function keptDays(
  scenario: KnownScenario,
  stream: KnownStream,
  reckoned: Reckoned,
): { outcome: KeptOutcome; verdict: Verdict | undefined } {
  const track = trackCells(reckoned.cells, { theta0: 0, sign: 1 });
  const termsOf = (day: number, phi: number) =>
    termsAt(track, reckoned.starts, { phi, covariances: new Map() }, day + 1);
  const verdicts = stream.days.map((_, day): Verdict => {
    const phi = stream.phi[day] ?? 1;
    if ((reckoned.material[day] ?? 0) >= LINE) return "breach";
    // E(0) >= 1: the start that carries most of it must be cleared too.
    const suspected = (reckoned.zero[day] ?? 0) >= 0 ? leadingStart(termsOf(day, phi)) : null;
    const in_force = scenario.versions.findLast((first) => first <= day) ?? 0;
    const firsts = new Set([0, in_force, suspected?.day ?? 0]);
    const cleared = [...firsts].every((first) => {
      const { bins, x } = reckoned.spans.pool(first, day);
      return ruledOut(bins, x, 1 / phi, ALPHA, THETA_M);
    });
    if (cleared) return "kept";
    return (reckoned.zero[day] ?? 0) >= LINE ? "watch" : "inconclusive";
  });
  const since = verdicts.slice(scenario.onset);
  const found = (index: number): number | null => (index === -1 ? null : index);
  return {
    outcome: {
      first: found(verdicts.indexOf("kept")),
      before: verdicts[scenario.onset - 1] === "kept",
      lasted: found(since.findIndex((verdict) => verdict !== "kept")),
      noticed: found(since.findIndex((verdict) => verdict === "watch" || verdict === "breach")),
    },
    verdict: verdicts[DAYS - 1],
  };
}
