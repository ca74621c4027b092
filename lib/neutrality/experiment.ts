import type { Experiment } from "./experiment-schema";
import type { Judging } from "./judging";
import type { Measured } from "./measured";
import { momentsOf } from "./stats/arms";
import { capped } from "./stats/evidence";
import { type DayArms, logTwoStreams, mantelHaenszel, stratifiedDifference } from "./stats/experiment";

/** The arms of an experiment beside its verdict; null for baselines that are none. Pure. */
export function composeExperiment(
  { baseline, cells }: Pick<Measured, "baseline" | "cells">,
  { sign }: Pick<Judging, "sign">,
): Experiment | null {
  if (baseline !== "owner_blind") return null;
  const tables = cells.flatMap(({ day, stratum, bins }) =>
    bins.flatMap(({ arms = [] }) => arms.map((table): DayArms => ({ ...table, day, stratum }))),
  );
  const sum = (value: (table: DayArms) => number) => tables.reduce((total, table) => total + value(table), 0);
  return {
    n_a: sum(({ n_a }) => n_a),
    x_a: sum(({ x_a }) => x_a),
    n_b: sum(({ n_b }) => n_b),
    x_b: sum(({ x_b }) => x_b),
    q_given_both: sum((table) => momentsOf(table).mean),
    difference: stratifiedDifference(tables),
    mantel_haenszel_odds_ratio: mantelHaenszel(tables),
    two_stream_e_value: tables.length > 0 ? capped(logTwoStreams(tables, sign)) : null,
  };
}
