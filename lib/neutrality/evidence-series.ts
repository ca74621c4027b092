import type { Judging } from "./judging";
import type { Measured } from "./measured";
import type { EvidencePoint, NeutralityQuery, NeutralityWithSeries } from "./schema";
import { evidenceByDay, trackCells } from "./stats/process";
import { type Cell, groupCells } from "./stats/table";
import { dayOf } from "./window";

/** The evidence at every day with decisions, of all of them and of each router by itself, with the window's phi. */
export function composeEvidence(
  query: Pick<NeutralityQuery, "from">,
  { cells, strata }: Pick<Measured, "cells" | "strata">,
  judging: Pick<Judging, "sign" | "theta_m" | "starts" | "deflation">,
): Pick<NeutralityWithSeries, "evidence" | "evidence_by_router"> {
  const routerOf = ({ stratum }: Cell): string | null => strata[stratum - 1]?.router ?? null;
  const by_router = groupCells(cells, routerOf);
  const alone = [...by_router].flatMap(([router, of_router]) =>
    router === null ? [] : [{ router, evidence: pointsOf(query, of_router, judging) }],
  );
  return {
    evidence: pointsOf(query, cells, judging),
    evidence_by_router: by_router.size > 1 ? alone.sort((a, b) => a.router.localeCompare(b.router)) : [],
  };
}

function pointsOf(
  query: Pick<NeutralityQuery, "from">,
  cells: readonly Cell[],
  { sign, theta_m, starts, deflation }: Pick<Judging, "sign" | "theta_m" | "starts" | "deflation">,
): EvidencePoint[] {
  const along = (theta0: number) => evidenceByDay(trackCells(cells, { theta0, sign }), starts, deflation);
  const zero = along(0);
  return along(sign * theta_m).map(({ day, log_e }, index) => ({
    day: dayOf(query, day),
    log_e_material: log_e,
    log_e_zero: zero[index]?.log_e ?? Number.NEGATIVE_INFINITY,
  }));
}
