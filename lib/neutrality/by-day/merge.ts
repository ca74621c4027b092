import { EXCLUSION_REASONS } from "@/lib/routing";
import { noExclusions } from "../baselines/logit-counts";
import { addPlaceboGuard, failedGuards } from "../baselines/logit-guards";
import type { PlaceboSums } from "../beside/placebo";
import type { Counts, Measured } from "../measured";
import type { GuardReason } from "../reasons";
import type { Baseline } from "../schema";
import type { FitCovariance } from "../stats/deflator";
import type { Matrix } from "../stats/linear";
import type { Cell } from "../stats/table";
import { MIN_PARTNERS } from "../stats/verdict";
import { nameOfStratum, type Stratum, type Version } from "../store/groups";
import { cellOf } from "./keep";
import { phiOf } from "./phi";
import { type DayTable, type FrozenFit, nameOfFit, type PlacedDay } from "./schema";

/** The focal dummy of one router and policy version, and its covariances, as far as the guard needs them. */
export type FullEffect = {
  router: string;
  policy_version: string;
  coefficients: number[];
  inverse_hessian: Matrix;
  robust: Matrix | null;
};

/** What a breach of `partner_revealed` is held against, read on the window when one would stand; `usable`: of how many decisions then. */
export type GuardEvidence = { full: FullEffect[]; placebos: PlaceboSums | null; usable: number };

export type MergeInput = {
  baseline: Baseline;
  days: readonly PlacedDay[];
  fits: readonly FrozenFit[];
  /** Null: not read yet, and guards that need it hold. */
  evidence: GuardEvidence | null;
};

/** What a baseline makes of a window, from its days as they were measured one by one. Pure. */
export function mergeDays({ baseline, days, fits, evidence }: MergeInput): Measured {
  const versions = mergeVersions(days);
  const strata = mergeStrata(days);
  const numbers = new Map(versions.map((version, index) => [nameOfFit(version), index + 1]));
  const blocks = blocksOf(fits);
  const by_day = days.map((day) => renumber(day, { numbers, strata, blocks }));
  const cells = by_day.flat();
  const { clusters, residual_squares } = phiOf(days);
  const owners = new Set(days.flatMap(({ table }) => table.owners));
  const counts = mergeCounts(days);
  const measured: Measured = {
    baseline,
    covariates: days[0]?.table.covariates ?? [],
    counts,
    versions,
    strata: strata.list,
    cells,
    by_day,
    clusters: counts.usable > 0 ? clusters : null,
    residual_squares: counts.usable > 0 ? residual_squares : 0,
    covariances: new Map(
      [...blocks].flatMap(([name, group]) => {
        const number = numbers.get(name);
        return number === undefined ? [] : [[number, covarianceOf(group)] as const];
      }),
    ),
    support: null,
    partners: owners.size,
    fits: [],
    fit_names: versions,
    failures: [...new Set(days.flatMap(({ table }) => table.failures))],
    guards: () => [],
    assumptions: [],
  };
  return baseline === "partner_revealed" ? guarded(measured, numbers, evidence) : measured;
}

function guarded(
  measured: Measured,
  numbers: ReadonlyMap<string, number>,
  evidence: GuardEvidence | null,
): Measured {
  const { cells, partners } = measured;
  const few = (): GuardReason[] => (partners < MIN_PARTNERS ? ["fewer_than_three_partners"] : []);
  if (evidence === null) return { ...measured, guards: few };
  const full = new Map(
    evidence.full.flatMap((effect) => {
      const number = numbers.get(nameOfFit(effect));
      const fit = { ...effect, decisions: 0, log_likelihood: 0, names: [] };
      return number === undefined ? [] : [[number, { fit }] as const];
    }),
  );
  const agreed: Measured = {
    ...measured,
    guards: (breach) => failedGuards({ cells, full, partners }, breach),
  };
  return evidence.placebos ? addPlaceboGuard(agreed, evidence.placebos) : agreed;
}

/** Policy versions with the first and last day on which each decided, as a window's question has them. */
function mergeVersions(days: readonly PlacedDay[]): Version[] {
  const found = new Map<string, Version>();
  for (const { index, table } of days)
    for (const version of table.versions) {
      const name = nameOfFit(version);
      const before = found.get(name);
      if (!before) found.set(name, { ...version, hash: name, first_day: index, last_day: index });
      else {
        before.decisions += version.decisions;
        before.first_day = Math.min(before.first_day, index);
        before.last_day = Math.max(before.last_day, index);
      }
    }
  return [...found.values()].sort(
    (a, b) => compare(a.router, b.router) || compare(a.policy_version, b.policy_version),
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

type Strata = { list: Stratum[]; numbers: ReadonlyMap<string, number> };

function mergeStrata(days: readonly PlacedDay[]): Strata {
  const names = new Map(
    days.flatMap(({ table }) => table.strata.map((stratum) => [nameOfStratum(stratum), stratum] as const)),
  );
  const list = [...names]
    .map(([hash, stratum]) => ({ ...stratum, hash }))
    .sort((a, b) => compare(a.router ?? "", b.router ?? "") || compare(a.task ?? "", b.task ?? ""));
  return { list, numbers: new Map(list.map(({ hash }, index) => [hash, index + 1])) };
}

type Block = { size: number; fits: readonly FrozenFit[] };

/**
 * Fits of one router and policy version made one after the other, as one vector: the later one's decisions hold the
 * earlier one's, so that they are anything but independent.
 */
function blocksOf(fits: readonly FrozenFit[]): Map<string, Block> {
  const groups = new Map<string, FrozenFit[]>();
  for (const fit of fits) {
    if (fit.reason !== null) continue;
    const name = nameOfFit(fit);
    groups.set(name, [...(groups.get(name) ?? []), fit]);
  }
  return new Map(
    [...groups].map(([name, group]) => {
      const sorted = group.sort((a, b) => a.b_version - b.b_version);
      return [name, { size: sorted[0]?.coefficients.length ?? 0, fits: sorted }];
    }),
  );
}

/**
 * Covariance of fits one after the other: where the later is made of the earlier one's decisions and more, theirs is the
 * variance of the later (an efficient estimate is not correlated with what a worse one adds: Hausman 1978).
 */
function covarianceOf({ size, fits }: Block): FitCovariance {
  const whole = (matrix: (fit: FrozenFit) => Matrix): number[][] =>
    fits.flatMap((_, row) =>
      Array.from({ length: size }, (__, i) =>
        fits.flatMap((___, column) => {
          const later = fits[Math.max(row, column)];
          return Array.from({ length: size }, (____, j) => (later ? (matrix(later)[i]?.[j] ?? 0) : 0));
        }),
      ),
    );
  return { inverse_hessian: whole((fit) => fit.inverse_hessian), robust: whole((fit) => fit.robust) };
}

type Numbers = {
  numbers: ReadonlyMap<string, number>;
  strata: Strata;
  blocks: ReadonlyMap<string, Block>;
};

// Days are judged again every day: their cells are remembered for as long as everything is numbered alike.
const numbered = new WeakMap<DayTable, { name: string; cells: Cell[] }>();

function renumber({ index, table }: PlacedDay, { numbers, strata, blocks }: Numbers): Cell[] {
  const fits = table.fits.map((fit) => {
    const name = nameOfFit(fit);
    const block = blocks.get(name);
    const place = block ? block.fits.findIndex(({ b_version }) => b_version === fit.b_version) : -1;
    return { block, number: numbers.get(name) ?? 0, place };
  });
  const places = table.strata.map((stratum) => strata.numbers.get(nameOfStratum(stratum)) ?? 0);
  const sizes = fits.map(({ number, place, block }) => [number, place, block?.fits.length ?? 0]);
  const name = JSON.stringify([index, sizes, places]);
  const known = numbered.get(table);
  if (known?.name === name) return known.cells;
  const cells = table.cells.map((kept) => {
    const fit = fits[kept.fit - 1];
    return cellOf(
      { ...kept, dq: fit?.block ? widen(kept.dq, fit.block, fit.place) : kept.dq },
      { day: index, stratum: places[kept.stratum - 1] ?? 0, fit: fit?.number ?? 0 },
    );
  });
  numbered.set(table, { name, cells });
  return cells;
}

/** A gradient at its fit's place among those of its group. */
const widen = (dq: readonly number[], { size, fits }: Block, at: number): number[] =>
  fits.flatMap((_, place) => (place === at ? [...dq] : Array.from({ length: size }, () => 0)));

function mergeCounts(days: readonly PlacedDay[]): Counts {
  const sum = (of: (counts: Counts) => number) =>
    days.reduce((total, { table }) => total + of(table.counts), 0);
  const excluded = noExclusions();
  for (const reason of EXCLUSION_REASONS) excluded[reason] = sum((counts) => counts.excluded[reason]);
  return {
    decisions: sum(({ decisions }) => decisions),
    routed: sum(({ routed }) => routed),
    usable: sum(({ usable }) => usable),
    excluded,
    candidates: {
      logged: sum(({ candidates }) => candidates.logged),
      policy: sum(({ candidates }) => candidates.policy),
    },
    declared: sum(({ declared }) => declared),
  };
}
