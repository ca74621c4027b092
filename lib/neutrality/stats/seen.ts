import type { JudgeInput } from "./judge";
import { termsAt, trackCells } from "./process";

export type SeenInput = Pick<JudgeInput, "cells" | "starts" | "deflation" | "alpha" | "theta_m" | "sign">;

/**
 * The latest start from which the days alone rule out a tilt of the materiality: their far bound lies within it, or, which
 * is the same, the mirrored evidence against that tilt reaches 2/alpha. A tilt that began after that day could not have
 * been seen yet, however large the evidence of the days before. Null where no start's days suffice.
 */
export function seenFrom({ cells, starts, deflation, alpha, theta_m, sign }: SeenInput): number | null {
  const track = trackCells(cells, { theta0: sign * theta_m, sign: sign === 1 ? -1 : 1 });
  const line = Math.log(2 / alpha);
  const enough = termsAt(track, starts, deflation, track.days.length).filter(
    ({ start, log_term }) => log_term - Math.log(start.weight) >= line,
  );
  return enough.length > 0 ? Math.max(...enough.map(({ start }) => start.day)) : null;
}
