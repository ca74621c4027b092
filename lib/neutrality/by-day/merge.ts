import { EXCLUSION_REASONS } from "@/lib/routing";
import { noExclusions } from "../baselines/logit-counts";
import { addPlaceboGuard, failedGuards } from "../baselines/logit-guards";
import type { PlaceboSums } from "../beside/placebo";
import type { Counts, Measured } from "../measured";
import type { GuardReason, Reason } from "../reasons";
import type { Baseline } from "../schema";
import { Fold, willLast } from "../stats/fold";
import type { Matrix } from "../stats/linear";
import type { Cell } from "../stats/table";
import { MIN_PARTNERS } from "../stats/verdict";
import { nameOfStratum, type Stratum, type Version } from "../store/groups";
import { type Block, blocksOf, covarianceOf } from "./covariances";
import { cellOf } from "./keep";
import { type Phi, phiOf } from "./phi";
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
  /** What dependence costs; absent: by residuals alone. */
  phi?: Phi;
};

// A day with its place is one object for as long as its table is: by it everything is found that was worked out before.
const places = new WeakMap<DayTable, PlacedDay>();

function inPlace({ index, table }: PlacedDay): PlacedDay {
  const known = places.get(table);
  if (known?.index === index) return known;
  const placed = { index, table };
  places.set(table, placed);
  return placed;
}

/** What a baseline makes of a window, from its days as they were measured one by one. Pure. */
export function mergeDays({ baseline, days: given, fits, evidence, phi }: MergeInput): Measured {
  const days = given.map(inPlace);
  const { versions, strata, counts, owners, failures } = factsOf(days);
  const numbers = new Map(versions.map((version, index) => [nameOfFit(version), index + 1]));
  const blocks = blocksOf(fits);
  const { cells, by_day } = numberDays(days, { numbers, strata, blocks });
  const { clusters, residual_squares } = phi ?? phiOf(days);
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
    partners: owners,
    fits: [],
    fit_names: versions,
    failures,
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

type Facts = {
  versions: Map<string, Version>;
  strata: Map<string, Stratum>;
  counts: Counts;
  owners: Set<string>;
  failures: Set<Reason>;
};

const newFacts = (): Facts => ({
  versions: new Map(),
  strata: new Map(),
  counts: {
    ...{ decisions: 0, routed: 0, usable: 0, excluded: noExclusions(), declared: 0 },
    candidates: { logged: 0, policy: 0 },
  },
  owners: new Set(),
  failures: new Set(),
});

const facts = new Fold<PlacedDay, Facts>((found, { index, table }) => {
  const began = table.began && new Set(table.began.map(nameOfFit));
  for (const version of table.versions)
    addVersion(found.versions, version, { index, known: began?.has(nameOfFit(version)) ?? true });
  for (const stratum of table.strata) {
    const hash = nameOfStratum(stratum);
    found.strata.set(hash, { ...stratum, hash });
  }
  addCounts(found.counts, table.counts);
  for (const owner of table.owners) found.owners.add(owner);
  for (const failure of table.failures) found.failures.add(failure);
});

/** What days have in common, as it stands: later days change nothing of it. */
function factsOf(days: readonly PlacedDay[]) {
  const { versions, strata, counts, owners, failures } = facts.of(days, newFacts);
  return {
    versions: [...versions.values()]
      .map((version) => ({ ...version }))
      .sort((a, b) => compare(a.router, b.router) || compare(a.policy_version, b.policy_version)),
    strata: numberStrata(strata),
    counts: { ...counts, excluded: { ...counts.excluded }, candidates: { ...counts.candidates } },
    owners: owners.size,
    failures: [...failures],
  };
}

/**
 * Policy versions with the first and last day on which each decided, as a window's question has them. A day that was not
 * known to have a version when it was first measured is not where that begins: days come in order.
 */
function addVersion(
  versions: Map<string, Version>,
  version: DayTable["versions"][number],
  { index, known }: { index: number; known: boolean },
): void {
  const name = nameOfFit(version);
  const before = versions.get(name);
  const of_day = { hash: name, first_day: index, last_day: index };
  if (!before) versions.set(name, { ...version, ...of_day, ...(known ? {} : { late: true }) });
  else {
    before.decisions += version.decisions;
    before.last_day = Math.max(before.last_day, index);
    if (!known || !before.late) return;
    before.first_day = index;
    delete before.late;
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

type Strata = { list: Stratum[]; numbers: ReadonlyMap<string, number> };

function numberStrata(found: ReadonlyMap<string, Stratum>): Strata {
  const list = [...found.values()].sort(
    (a, b) => compare(a.router ?? "", b.router ?? "") || compare(a.task ?? "", b.task ?? ""),
  );
  return { list, numbers: new Map(list.map(({ hash }, index) => [hash, index + 1])) };
}

type Numbers = {
  numbers: ReadonlyMap<string, number>;
  strata: Strata;
  blocks: ReadonlyMap<string, Block>;
};

type NumberedDays = { numbers: Numbers; cells: Cell[]; by_day: Cell[][] };

const numberings = new Fold<PlacedDay, NumberedDays>((found, day) => {
  const cells = renumber(day, found.numbers);
  found.by_day.push(cells);
  for (const cell of cells) found.cells.push(willLast(cell));
}, 1);

/** The cells of all days, as they stand; what is numbered stays for as long as everything is numbered alike. */
function numberDays(days: readonly PlacedDay[], numbers: Numbers): Pick<NumberedDays, "cells" | "by_day"> {
  const begin = (): NumberedDays => ({ numbers, cells: [], by_day: [] });
  const { cells, by_day } = numberings.of(days, begin, nameOf(numbers));
  return { cells: [...cells], by_day: [...by_day] };
}

const nameOf = ({ numbers, strata, blocks }: Numbers): string =>
  JSON.stringify([
    [...numbers],
    [...strata.numbers],
    [...blocks].map(([name, { size, fits }]) => [name, size, fits.map(({ b_version }) => b_version)]),
  ]);

// A day's cells are remembered for as long as what they hold is numbered alike, whatever else comes.
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

function addCounts(sum: Counts, counts: Counts): void {
  for (const reason of EXCLUSION_REASONS) sum.excluded[reason] += counts.excluded[reason];
  sum.decisions += counts.decisions;
  sum.routed += counts.routed;
  sum.usable += counts.usable;
  sum.candidates.logged += counts.candidates.logged;
  sum.candidates.policy += counts.candidates.policy;
  sum.declared += counts.declared;
}
