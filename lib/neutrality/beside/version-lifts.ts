import type { Measured } from "../measured";
import { type Deflation, deflateCells } from "../stats/deflator";
import { tiltInterval } from "../stats/interval";
import { upperQuantile } from "../stats/normal";
import { type Cell, groupCells, poolBins, sumCells } from "../stats/table";
import { estimateTilt } from "../stats/tilt";
import type { VersionLift } from "./schema";

type Settings = { deflation: Deflation; alpha: number; dayOf: (index: number) => string };

/** What a policy version's days say of themselves: its own V and G, the window's phi. */
function liftOf(cells: readonly Cell[], { deflation, alpha, dayOf }: Settings) {
  const { n, x, q } = sumCells(cells);
  const { v, estimation_variance, eta } = deflateCells(cells, deflation);
  const variance = (deflation.phi * v + estimation_variance) / n ** 2;
  const lift = (x - q) / n;
  const half = upperQuantile(alpha / 2) * Math.sqrt(variance);
  const bins = poolBins(cells);
  const days = cells.map(({ day }) => day);
  const first = Math.min(...days);
  return {
    first,
    variance,
    view: {
      first_day: dayOf(first),
      last_day: dayOf(Math.max(...days)),
      decisions: n,
      observed: x / n,
      expected: q / n,
      lift,
      lower: lift - half,
      upper: lift + half,
      tilt: { log_odds: estimateTilt(bins, x), ...tiltInterval(bins, x, eta, alpha) },
    },
  };
}

/**
 * The lift of every policy version with tested decisions, by router in order of time, and how it changed from the one
 * before. Versions have fits of their own, so that the variances of two add up.
 */
export function composeVersions(
  { cells, fits, fit_names = fits }: Pick<Measured, "cells" | "fits" | "fit_names">,
  settings: Settings,
): VersionLift[] {
  const named = groupCells(cells, ({ fit }) => {
    const found = fit_names[fit - 1];
    return found ? JSON.stringify([found.router, found.policy_version]) : "";
  });
  const lifts = [...named]
    .filter(([name]) => name !== "")
    .map(([, of_version]) => {
      const { router = "", policy_version = null } = fit_names[(of_version[0]?.fit ?? 0) - 1] ?? {};
      return { router, policy_version, ...liftOf(of_version, settings) };
    })
    .sort(
      (a, b) =>
        compare(a.router, b.router) || a.first - b.first || compare(a.policy_version, b.policy_version),
    );
  const z = upperQuantile(settings.alpha / 2);
  return lifts.map(({ router, policy_version, variance, view }, index) => {
    const before = lifts[index - 1];
    if (before?.router !== router) return { router, policy_version, ...view, change: null };
    const lift = view.lift - before.view.lift;
    const half = z * Math.sqrt(variance + before.variance);
    return { router, policy_version, ...view, change: { lift, lower: lift - half, upper: lift + half } };
  });
}

const compare = (a: string | null, b: string | null): number => {
  const [x, y] = [a ?? "", b ?? ""];
  return x < y ? -1 : x > y ? 1 : 0;
};
