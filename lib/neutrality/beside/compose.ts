import type { Judging } from "../judging";
import type { Measured } from "../measured";
import { type Reason, when } from "../reasons";
import type { NeutralityQuery } from "../schema";
import { dayOf } from "../window";
import type { OwnerName } from "./honesty";
import { isBeyond, largestPlacebo, type OwnTilt, ownTilt, type PlaceboSums, placeboTilts } from "./placebo";
import type { Placebo, ScoreHonesty } from "./schema";

const figures = ({ n, x, q, log_odds, lower, upper }: OwnTilt) => ({
  decisions: n,
  observed: n > 0 ? x / n : null,
  expected: n > 0 ? q / n : null,
  log_odds,
  lower,
  upper,
});

/**
 * Placebos beside the focus's own tilt, on the days since the onset where there is one, in the direction and at the
 * level of the verdict: what guard (b) looks at.
 */
export function composePlacebo(
  query: Pick<NeutralityQuery, "from">,
  { cells }: Pick<Measured, "cells">,
  { judgement, deflation, sign, alpha }: Pick<Judging, "judgement" | "deflation" | "sign" | "alpha">,
  sums: PlaceboSums,
  nameOf: OwnerName,
): Placebo {
  const since = judgement.onset?.day ?? 0;
  const own = ownTilt(cells, { since, deflation, alpha });
  const tilts = placeboTilts(sums, { since, phi: deflation.phi, alpha });
  const largest = largestPlacebo(tilts, sign);
  const log_odds = largest?.log_odds ?? (sign === 1 ? largest?.lower : largest?.upper) ?? null;
  return {
    since: dayOf(query, since),
    focus: figures(own),
    partners: tilts.map((tilt) => ({ ...nameOf(tilt.owner), ...figures(tilt), counts: tilt.counts })),
    largest: largest && log_odds !== null ? { ...nameOf(largest.owner), log_odds } : null,
    beyond: isBeyond(own, tilts, sign),
  };
}

/** What belongs in the headline. */
export function notesOf(
  { finding }: Pick<ScoreHonesty, "finding">,
  by_quality: boolean,
  jumps: number,
): Reason[] {
  const unverified = finding === "too_few" || finding === "unrelated";
  return [
    ...when(by_quality && unverified, "scores_unverified"),
    ...when(by_quality && finding === "flattered", "scores_flattered"),
    ...when(jumps > 0, `eligibility_jump: ${jumps}`),
  ];
}
