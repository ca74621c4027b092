/** Level of the test and the tilt that counts as material: the product's defaults. */
export const ALPHA = 0.01;
export const THETA_M = Math.log(1.05);
export const DAYS = 365;

/**
 * Decisions of tenants. `taste`: how far the odds of focal models differ between them; 0: not at all. `spread`: the
 * deviation of the logarithm of their sizes; 1 where it is absent.
 */
export type Tenants = { count: number; taste: number; spread?: number };

type Common = {
  /** Names the scenario in the output and begins its seed: never used twice. */
  id: number;
  words: string;
  streams: number;
  per_day: number;
  /** Log-odds added to focal models from the day `onset` on. */
  tilt: number;
  onset: number;
  /** Days on which a policy version begins, after day 0. */
  versions: readonly number[];
};

/** Decisions whose expected probability is known. */
export type KnownScenario = Common & {
  kind: "known";
  /** Whether tasks keep their shares, or work moves over the year to where focal models are expected more often. */
  mix: "steady" | "drifting";
  /** Null: each decision is independent of all others, and phi is 1. */
  tenants: Tenants | null;
  /** Strata that are fixed beforehand; the last is all others. Absent: E is of all decisions together. */
  strata?: Strata;
};

/** `tilted`: the one stratum that the tilt is in, by its number from the largest on; null: it is in all. */
export type Strata = { count: number; tilted: number | null };

/** Decisions of production and of a copy of the router that is blind to ownership. */
export type ArmsScenario = Common & {
  kind: "arms";
  /** The share of the decisions that the copy makes. */
  copy: number;
  /** What chance gives an arm to. */
  randomised: "decisions" | "tenants";
  tenants: Tenants;
};

/** Decisions with candidates, whose expected probability is estimated anew for every look. */
export type EstimatedScenario = Common & {
  kind: "estimated";
  /** Own models' mean ln cost less the partners': far outside their range, r is large. */
  apart: number;
  /** How much better own models are in quality, which makes up for their price. */
  better: number;
  tenants: Tenants;
};

export type Scenario = KnownScenario | EstimatedScenario | ArmsScenario;

/** What a scenario is simulated for; a false alarm is one of a tilt that is not there, or not material. */
export type Section = { title: string; asks: "alarms" | "delay" | "kept"; scenarios: readonly Scenario[] };

const STREAMS = 400;
const FITTED_STREAMS = 300;
/** Where a mean is to be told from an aim that it lies near. */
const MANY_STREAMS = 800;
/** Where a delay has no aim and takes long to simulate. */
const FEW_STREAMS = 200;

const neutral = { streams: STREAMS, per_day: 200, onset: 0, versions: [] } as const;
const TILTS = [
  ["tilt 0", 0],
  ["tilt ln 1.05", THETA_M],
] as const;

const independent: KnownScenario[] = (["steady", "drifting"] as const).flatMap((mix, at) =>
  TILTS.map(([words, tilt], index) => ({
    ...neutral,
    ...{ id: 101 + 10 * at + index, kind: "known" as const, mix, tilt, tenants: null },
    words: `${mix} tasks, ${words}`,
  })),
);

const TASTES = [
  ["200 tenants, tastes of ±0.3", { count: 200, taste: 0.3 }],
  ["40 tenants, tastes of ±0.3", { count: 40, taste: 0.3 }],
  ["30 very unequal tenants, tastes of ±0.3", { count: 30, taste: 0.3, spread: 1.5 }],
] as const;

const tasteful: KnownScenario[] = TASTES.flatMap(([who, tenants], at) =>
  TILTS.map(([words, tilt], index) => ({
    ...neutral,
    ...{ id: 201 + 10 * at + index, kind: "known" as const, mix: "drifting" as const, tilt, tenants },
    words: `${who}, drifting tasks, ${words}`,
  })),
);

const PRICES = [
  ["own models priced among the partners'", { apart: 0.15, better: 0.04 }],
  ["own models priced outside the partners' range", { apart: 1.8, better: 0.35 }],
] as const;

const estimated: EstimatedScenario[] = PRICES.flatMap(([where, prices], at) =>
  TILTS.map(([words, tilt], index) => ({
    ...neutral,
    ...{ id: 301 + 10 * at + index, kind: "estimated" as const, tilt, ...prices },
    ...{ streams: FITTED_STREAMS, per_day: 40, tenants: { count: 100, taste: 0 } },
    words: `${where}, ${words}`,
  })),
);

const SINGLY = { randomised: "decisions", tenants: { count: 200, taste: 0.3 } } as const;
const WHOLE = { randomised: "tenants", tenants: { count: 200, taste: 0.3 } } as const;

const COPIES = [
  ["a copy of 20 %, each decision by chance", { ...SINGLY, copy: 0.2 }],
  ["a copy of 50 %, each decision by chance", { ...SINGLY, copy: 0.5 }],
  ["a copy of 50 %, whole tenants by chance", { ...WHOLE, copy: 0.5 }],
] as const;

const experiments: ArmsScenario[] = COPIES.flatMap(([who, arms], at) =>
  TILTS.map(([words, tilt], index) => ({
    ...{ ...neutral, ...arms },
    ...{ id: 601 + 10 * at + index, kind: "arms" as const, tilt, words: `${who}, ${words}` },
  })),
);

const slowly: ArmsScenario[] = [0.2, 0.5].flatMap((tilt, at) =>
  [0.2, 0.5].map((copy, index) => ({
    ...{ ...neutral, ...SINGLY, tenants: { count: 200, taste: 0 } },
    ...{ id: 641 + 10 * at + index, kind: "arms" as const, tilt, copy, streams: FEW_STREAMS },
    words: `tilt ${tilt} from the start, a copy of ${100 * copy} %`,
  })),
);

const STRATA = 10;
const stratified = { ...neutral, kind: "known", mix: "steady", tenants: null } as const;

const fixedStrata: KnownScenario[] = TILTS.map(([words, tilt], index) => ({
  ...stratified,
  ...{ id: 701 + index, tilt, strata: { count: STRATA, tilted: null } },
  words: `${STRATA} strata, ${words} in all`,
}));

const ONE_TILTED = [
  [0.2, null],
  [0.3, 0],
  [0.5, 0],
  [0.5, 3],
  [1, 3],
] as const;
const NUMBERS = ["largest", "second", "third", "fourth"] as const;

const inStrata: KnownScenario[] = ONE_TILTED.map(([tilt, tilted], index) => ({
  ...stratified,
  ...{ id: 711 + index, tilt, strata: { count: STRATA, tilted }, streams: FEW_STREAMS },
  words: `tilt ${tilt} in ${tilted === null ? "all strata" : `the ${NUMBERS[tilted]} stratum alone`}`,
}));

const SIZES = [0.15, 0.2, 0.3, 0.5] as const;
const delayed = { ...neutral, per_day: 100, kind: "known", mix: "steady", tenants: null } as const;

const fromStart: KnownScenario[] = SIZES.map((tilt, index) => ({
  ...delayed,
  ...{ id: 401 + index, tilt, words: `tilt ${tilt} from the start` },
}));

const BEGINNINGS = [
  ["the second policy version (day 90)", [90]],
  ["the third policy version (day 180)", [90, 180]],
] as const;

const withVersion: KnownScenario[] = BEGINNINGS.flatMap(([when, versions], at) =>
  SIZES.map((tilt, index) => ({
    ...delayed,
    ...{ id: 411 + 10 * at + index, tilt, versions, onset: versions.at(-1) ?? 0 },
    // The least tilt takes longer than what is left of the year at 100 a day.
    ...(tilt === 0.15 ? { per_day: 200 } : {}),
    streams: tilt <= 0.2 && at === 1 ? MANY_STREAMS : STREAMS,
    words: `tilt ${tilt} with ${when}${tilt === 0.15 ? ", 200 a day" : ""}`,
  })),
);

const byTenant: KnownScenario[] = [200, 40].flatMap((count, at) =>
  SIZES.map((tilt, index) => ({
    ...delayed,
    ...{ id: 431 + 10 * at + index, tilt, tenants: { count, taste: 0 }, streams: FEW_STREAMS },
    words: `tilt ${tilt} from the start, ${count} tenants`,
  })),
);

const fitted: EstimatedScenario[] = ([0.3, 0.5] as const).map((tilt, index) => ({
  ...neutral,
  ...{ id: 451 + index, kind: "estimated" as const, tilt, ...PRICES[0][1] },
  ...{ streams: 100, per_day: 40, tenants: { count: 100, taste: 0 } },
  words: `tilt ${tilt} from the start, ${PRICES[0][0]}`,
}));

const lasting: KnownScenario[] = SIZES.map((tilt, index) => ({
  ...delayed,
  ...{
    id: 501 + index,
    per_day: 200,
    tilt,
    onset: 250,
    words: `tilt ${tilt} from day 250 on, no new version`,
  },
}));

const replaced: KnownScenario = {
  ...delayed,
  ...{
    id: 511,
    per_day: 200,
    tilt: 0.2,
    onset: 250,
    versions: [250],
    words: "tilt 0.2 with a version on day 250",
  },
};

/** Everything that is simulated. */
export const SECTIONS: readonly Section[] = [
  { title: "Known q, independent decisions", asks: "alarms", scenarios: independent },
  { title: "Known q, tenants with tastes", asks: "alarms", scenarios: tasteful },
  { title: "Estimated b", asks: "alarms", scenarios: estimated },
  { title: "An owner-blind copy", asks: "alarms", scenarios: experiments },
  { title: "Strata fixed beforehand", asks: "alarms", scenarios: fixedStrata },
  { title: "Tilted from the start", asks: "delay", scenarios: fromStart },
  { title: "Tilted with a policy version", asks: "delay", scenarios: withVersion },
  { title: "Tilted from the start, phi by tenants without tastes", asks: "delay", scenarios: byTenant },
  { title: "Tilted from the start, b estimated, phi by 100 tenants", asks: "delay", scenarios: fitted },
  { title: "Tilted from the start, beside an owner-blind copy", asks: "delay", scenarios: slowly },
  { title: "Tilted from the start in fixed strata", asks: "delay", scenarios: inStrata },
  { title: "`kept`, and then a tilt", asks: "kept", scenarios: [...lasting, replaced] },
];

/** A scenario by its number, and the section that it belongs to. Throws for a number that none has. */
export function sectionOf(id: number): { section: Section; scenario: Scenario } {
  for (const section of SECTIONS)
    for (const scenario of section.scenarios) if (scenario.id === id) return { section, scenario };
  throw new Error(`No scenario ${id}.`);
}
