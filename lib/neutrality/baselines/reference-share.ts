import type { Context } from "../context";
import type { Measured } from "../measured";
import { parseReference, type Reference } from "../reference";
import type { NeutralityQuery } from "../schema";
import { type Cell, exactBin } from "../stats/table";
import { chooseClusters } from "../store/calibration";
import { clusterSquares, readAround } from "../store/chosen";
import { countReferences, readReferenceCells, referenceRows } from "../store/references";
import { NO_CANDIDATES, NOTHING_ESTIMATED, readChosenSetting } from "./chosen-window";
import { noExclusions } from "./logit-counts";

/**
 * Production against a share of focal choices that somebody fixed in advance, per task or for all. Needs the chosen
 * model alone, and knows nothing of what stood to choose: the weakest baseline.
 */
export async function measureReferenceShare(query: NeutralityQuery, context: Context): Promise<Measured> {
  const { window, versions, not_router, blind_arm } = await readChosenSetting(query, context);
  const reference = parseReference(query.reference ?? "") ?? [];
  const rows = referenceRows(window, reference);
  const [counted, cells, around] = await Promise.all([
    countReferences(window, reference),
    readReferenceCells(window, reference),
    readAround(rows),
  ]);
  const { unattributed, without, usable } = counted;
  const routed = unattributed + without + usable;
  const clusters = chooseClusters(around);
  return {
    baseline: "reference_share",
    ...NOTHING_ESTIMATED,
    counts: {
      decisions: routed + not_router + blind_arm,
      routed,
      usable,
      excluded: {
        ...noExclusions(),
        not_router,
        blind_arm,
        unattributed_candidate: unattributed,
        no_fit: without,
      },
      ...NO_CANDIDATES,
    },
    versions,
    strata: window.strata,
    cells: cells.map(toCell),
    clusters: usable > 0 ? clusters : null,
    residual_squares: usable > 0 ? await clusterSquares(rows, clusters) : 0,
    partners: around.owners.length,
    failures: without > 0 ? ["no_reference"] : [],
    assumptions:
      usable > 0
        ? ["weakest_baseline", `reference: ${writeReference(reference)}`, `clusters: ${clusters.by}`]
        : [],
  };
}

function toCell({
  day,
  stratum,
  shares,
  ns,
  xs,
}: {
  day: number;
  stratum: number;
  shares: number[];
  ns: number[];
  xs: number[];
}): Cell {
  const bins = shares.map((share, at) => exactBin(ns[at] ?? 0, share, xs[at] ?? 0));
  const sum = (value: (bin: (typeof bins)[number]) => number) =>
    bins.reduce((total, bin) => total + value(bin), 0);
  return {
    day,
    stratum,
    fit: 0,
    bins,
    n: sum(({ n }) => n),
    x: sum(({ sum_x }) => sum_x),
    q: sum(({ sum_q }) => sum_q),
    v: sum(({ n, low }) => n * low * (1 - low)),
    dq: [],
  };
}

/** "chat 0.3, code 0.2", or the one share of all. */
const writeReference = (reference: readonly Reference[]): string =>
  reference.map(({ task, share }) => (task === null ? `${share}` : `${task} ${share}`)).join(", ");
