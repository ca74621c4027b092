import { formatPercent } from "@/lib/kernel/format";
import type { Context } from "../context";
import type { Counts, Measured } from "../measured";
import { type Reason, when } from "../reasons";
import type { NeutralityQuery } from "../schema";
import { momentsOf } from "../stats/arms";
import { armsBin, type Cell } from "../stats/table";
import { type ArmGroup, armRows, isTable, readArmGroups, whereArms } from "../store/arms";
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
  const where = await whereArms(query);
  const setting = await readChosenSetting(query, context, where);
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
    failures: failuresOf(groups, counts),
    assumptions:
      counts.usable > 0
        ? [
            "exact_law",
            "randomised",
            "blind_copy_alike",
            ...when(where.versionless.length > 0, "copy_without_version"),
            `clusters: ${clusters.by}`,
          ]
        : [],
  };
}

/** Why decisions of production cannot be compared, the reason of most decisions first. */
function failuresOf(groups: readonly ArmGroup[], { routed }: Counts): Reason[] {
  const alone = (inside: boolean) =>
    sumGroups(
      groups.filter((group) => !isTable(group) && (group.stratum !== 0) === inside),
      ({ n_a }) => n_a,
    );
  const [unpaired, small] = [alone(true), alone(false)];
  const lost = [
    { decisions: unpaired, codes: when(unpaired > 0, "no_blind_arm") },
    { decisions: small, codes: when(small > 0, `smaller_strata: ${formatPercent(small / routed)}`) },
  ];
  return lost.sort((a, b) => b.decisions - a.decisions).flatMap(({ codes }) => codes);
}

const sumGroups = (groups: readonly ArmGroup[], value: (group: ArmGroup) => number): number =>
  groups.reduce((total, group) => total + value(group), 0);

function countsOf({ not_router, blind_arm }: ChosenSetting, groups: readonly ArmGroup[]): Counts {
  const unattributed = sumGroups(groups, ({ lost }) => lost);
  const attributed = sumGroups(groups, ({ n_a }) => n_a);
  const usable = sumGroups(groups.filter(isTable), ({ n_a }) => n_a);
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
