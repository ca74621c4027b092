import type { Context } from "../context";
import type { Counts, Measured } from "../measured";
import type { NeutralityQuery } from "../schema";
import { momentsOf } from "../stats/arms";
import { armsBin, type Cell } from "../stats/table";
import { type ArmGroup, armRows, isTable, readArmGroups } from "../store/arms";
import { chooseClusters } from "../store/calibration";
import { clusterSquares, readAround } from "../store/chosen";
import { type ChosenSetting, NO_CANDIDATES, NOTHING_ESTIMATED, readChosenSetting } from "./chosen-window";
import { noExclusions } from "./logit-counts";

/**
 * Production against a copy of the router that is blind to ownership, on the same days, routers and tasks: given how
 * often both arms together chose the focus, chance alone says how often production does (Fisher's exact law). Candidates
 * are not looked at.
 *
 * phi is `clusterSquares` of `armRows` over V: the variance that X - Q has when whole clusters, rather than single
 * decisions, were given an arm by chance. It is about 1 where single decisions were, and grows where they were not, so that
 * nobody has to say which it was. Clusters by the rule of every baseline.
 */
export async function measureOwnerBlind(query: NeutralityQuery, context: Context): Promise<Measured> {
  const setting = await readChosenSetting(query, context);
  const { window, versions } = setting;
  const rows = armRows(window);
  const [groups, around] = await Promise.all([readArmGroups(window), readAround(rows)]);
  const clusters = chooseClusters(around);
  const tables = groups.filter(isTable);
  const residual_squares = tables.length > 0 ? await clusterSquares(rows, clusters) : 0;
  const counts = countsOf(setting, groups);
  return {
    baseline: "owner_blind",
    ...NOTHING_ESTIMATED,
    counts,
    versions,
    strata: window.strata,
    cells: tables.map(({ day, stratum, lost: _, ...arms }): Cell => {
      const { mean: q, variance: v } = momentsOf(arms);
      return { day, stratum, fit: 0, bins: [armsBin([arms])], n: arms.n_a, x: arms.x_a, q, v, dq: [] };
    }),
    clusters: counts.usable > 0 ? clusters : null,
    residual_squares,
    partners: around.owners.length,
    failures: counts.excluded.no_fit > 0 ? ["no_blind_arm"] : [],
    assumptions:
      counts.usable > 0 ? ["exact_law", "randomised", "blind_copy_alike", `clusters: ${clusters.by}`] : [],
  };
}

function countsOf({ not_router, blind_arm }: ChosenSetting, groups: readonly ArmGroup[]): Counts {
  const sum = (some: readonly ArmGroup[], value: (group: ArmGroup) => number) =>
    some.reduce((total, group) => total + value(group), 0);
  const unattributed = sum(groups, ({ lost }) => lost);
  const attributed = sum(groups, ({ n_a }) => n_a);
  const usable = sum(groups.filter(isTable), ({ n_a }) => n_a);
  const routed = unattributed + attributed;
  return {
    decisions: routed + not_router + blind_arm,
    routed,
    usable,
    excluded: {
      ...noExclusions(),
      not_router,
      blind_arm,
      unattributed_candidate: unattributed,
      no_fit: attributed - usable,
    },
    ...NO_CANDIDATES,
  };
}
