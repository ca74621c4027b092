import { happened, type Mean, meanOf, quantile, type Rate, rateOf } from "./figures";
import type { Outcome, VariantOutcome } from "./outcome";
import { DAYS, type Scenario } from "./plan";

export type DelayRow = {
  scenario: Scenario;
  /** Streams that were called a breach before there was a tilt; they are left out of the rest. */
  early: number;
  /** Streams without a breach to the end of the year; they count as if it came on the last day. */
  never: number;
  /** ln(1/alpha) / KL in decisions. */
  ideal: number;
  /** Decisions from the onset to the look that called it, over the ideal. */
  delay: Mean;
  /** The same mean by Wald's identity, known more closely; null where it is not made. */
  wald: Mean | null;
  median: number;
  upper_decile: number;
  /** The share of streams whose interval leaves out the tilt at some look; null where it is not asked. */
  missed: Rate | null;
  aim: Aim | null;
  /** If phi were taken about the common tilt, or about the materiality; null where it is not made. */
  centred: VariantDelay | null;
  about_material: VariantDelay | null;
  strata: StrataRow | null;
};

/** The most that the mean is to be: reached or missed where its interval lies to one side, else undecided. */
export type Aim = { most: number; state: "reached" | "missed" | "undecided" };

export type VariantDelay = { delay: Mean; never: number };

export type StrataRow = {
  /** Streams that E of all decisions together called a breach by the end of the year. */
  pooled: number;
  /** Streams that named the tilted stratum, and its mean delay; null where all are tilted. */
  named: { streams: number; delay: Mean } | null;
  /** Streams that ever named another one, and the mean share of such among those named at the last look. */
  falsely: Rate;
  false_share: number;
};

/** What came of the streams of a scenario with a tilt. */
export function delayRow(scenario: Scenario, all: readonly Outcome[]): DelayRow {
  const { onset } = scenario;
  const counted = all.filter(({ breach }) => breach === null || breach >= onset);
  const ratio = ({ ideal }: Outcome, day: number | null): number =>
    (((day ?? DAYS - 1) - onset + 1) * scenario.per_day) / (ideal ?? 0);
  const ratios = counted.map((one) => ratio(one, one.breach));
  const delay = meanOf(ratios);
  const gained = counted.flatMap((one) => (one.gained === undefined ? [] : [one.gained]));
  const wald = gained.length === counted.length ? meanOf(gained) : null;
  const missed = all.filter((one) => one.missed !== undefined);
  return {
    scenario,
    early: all.length - counted.length,
    never: counted.filter(({ breach }) => breach === null).length,
    ideal: meanOf(counted.map(({ ideal }) => ideal ?? 0)).mean,
    delay,
    wald,
    median: quantile(ratios, 0.5),
    upper_decile: quantile(ratios, 0.9),
    missed:
      missed.length > 0 ? rateOf(missed.filter((one) => happened(one.missed)).length, missed.length) : null,
    aim: aimOf(scenario, wald ?? delay),
    centred: variantOf(counted, ratio, ({ centred }) => centred),
    about_material: variantOf(counted, ratio, ({ about_material }) => about_material),
    strata: strataOf(counted, ratio),
  };
}

type Ratio = (one: Outcome, day: number | null) => number;

function variantOf(
  all: readonly Outcome[],
  ratio: Ratio,
  of: (one: Outcome) => VariantOutcome | undefined,
): VariantDelay | null {
  const days = all.flatMap((one) => {
    const made = of(one);
    return made ? [{ one, breach: made.breach }] : [];
  });
  if (days.length === 0) return null;
  return {
    delay: meanOf(days.map(({ one, breach }) => ratio(one, breach))),
    never: days.filter(({ breach }) => breach === null).length,
  };
}

function strataOf(all: readonly Outcome[], ratio: Ratio): StrataRow | null {
  const known = all.flatMap((one) => (one.strata ? [{ one, ...one.strata }] : []));
  if (known.length === 0) return null;
  const named = known.filter((each) => each.named !== null);
  return {
    pooled: known.filter(({ pooled }) => pooled !== null).length,
    named:
      named.length > 0
        ? { streams: named.length, delay: meanOf(known.map((each) => ratio(each.one, each.named))) }
        : null,
    falsely: rateOf(known.filter(({ falsely }) => falsely !== null).length, known.length),
    false_share: meanOf(known.map(({ false_share }) => false_share)).mean,
  };
}

/** Design aims: 1.5 times the ideal for small tilts from the start, 2 times where they begin with a later version. */
function aimOf(scenario: Scenario, { lower, upper }: Mean): Aim | null {
  if (scenario.tilt > 0.2 || scenario.kind !== "known" || scenario.tenants || scenario.strata) return null;
  const most = scenario.versions.length > 0 ? 2 : 1.5;
  return { most, state: upper <= most ? "reached" : lower > most ? "missed" : "undecided" };
}
