import { happened, quantile, type Rate, rateOf } from "./figures";
import type { Outcome, VariantOutcome } from "./outcome";
import { ALPHA, DAYS, type Scenario, type Section } from "./plan";
import { type DelayRow, delayRow } from "./summary-delay";

export type AlarmRow = {
  scenario: Scenario;
  breach: Rate;
  /** E(0) >= 1/alpha where the tilt is 0; null elsewhere. */
  alarm: Rate | null;
  /** The interval left out the tilt; null where it is not looked at. */
  missed: Rate | null;
  /** What `breach` would be if estimation cost nothing; null where q is known. */
  undeflated: Rate | null;
  /** The same if phi were taken about the common tilt, or about the materiality; null where it is not made. */
  centred: VariantRow | null;
  about_material: VariantRow | null;
  /** The second opinion of an experiment reached 1/alpha; null where it claims nothing. */
  two_streams: Rate | null;
  /** A stratum was named; null without strata. */
  named: Rate | null;
  /** Medians over streams, at the last look. */
  phi: number;
  r: number;
};

export type VariantRow = Pick<AlarmRow, "breach" | "alarm" | "missed" | "phi">;

export type KeptRow = {
  scenario: Scenario;
  streams: number;
  /** Streams that were `kept` at the last look before the tilt; the rest is about them. */
  kept: number;
  /** Median day on which streams were first `kept`, of those that ever were before the tilt. */
  first: number | null;
  /** By days since the tilt began, from 0: the share that is still `kept` at the end of that day. */
  still: readonly number[];
  /** Looks at which it was still `kept`, and days until it is first `watch` or `breach`, and until `breach`. */
  lasted: Spread;
  noticed: Spread;
  breach: Spread;
};

/** Median and 90th percentile; null when later than the end of the year. */
export type Spread = { median: number | null; upper_decile: number | null };

export type Summary = { section: Section } & (
  | { asks: "alarms"; rows: AlarmRow[] }
  | { asks: "delay"; rows: DelayRow[] }
  | { asks: "kept"; rows: KeptRow[] }
);

/** Every section with what came of its scenarios; those without streams are left out. */
export function summarise(sections: readonly Section[], outcomes: ReadonlyMap<number, Outcome[]>): Summary[] {
  return sections.map((section): Summary => {
    const of = <T>(row: (scenario: Scenario, all: Outcome[]) => T): T[] =>
      section.scenarios.flatMap((scenario) => {
        const all = outcomes.get(scenario.id) ?? [];
        return all.length > 0 ? [row(scenario, all)] : [];
      });
    if (section.asks === "alarms") return { section, asks: "alarms", rows: of(alarmRow) };
    if (section.asks === "delay") return { section, asks: "delay", rows: of(delayRow) };
    return { section, asks: "kept", rows: of(keptRow) };
  });
}

/** How often each thing happened, of the streams that looked at it. */
const rateIf = <T>(all: readonly T[], day: (one: T) => number | null | undefined): Rate | null => {
  const asked = all.filter((one) => day(one) !== undefined);
  return asked.length > 0 ? rateOf(asked.filter((one) => happened(day(one))).length, asked.length) : null;
};

const alarmsOf = (all: readonly VariantOutcome[]): VariantRow => ({
  breach: rateOf(all.filter(({ breach }) => happened(breach)).length, all.length),
  alarm: rateIf(all, ({ alarm }) => alarm),
  missed: rateIf(all, ({ missed }) => missed),
  phi: medianOf(all.map(({ phi }) => phi)),
});

const medianOf = (values: readonly number[]): number => quantile(values, 0.5);

function alarmRow(scenario: Scenario, all: Outcome[]): AlarmRow {
  const variant = (of: (one: Outcome) => VariantOutcome | undefined) => {
    const made = all.flatMap((one) => of(one) ?? []);
    return made.length > 0 ? alarmsOf(made) : null;
  };
  return {
    scenario,
    ...alarmsOf(all),
    undeflated: rateIf(all, ({ undeflated }) => undeflated),
    centred: variant(({ centred }) => centred),
    about_material: variant(({ about_material }) => about_material),
    two_streams: rateIf(all, ({ two_streams }) => two_streams),
    named: rateIf(all, ({ strata }) => strata?.falsely),
    r: medianOf(all.map(({ r }) => r)),
  };
}

function keptRow(scenario: Scenario, all: Outcome[]): KeptRow {
  const kept = all.flatMap(({ kept, breach }) => (kept?.before ? [{ ...kept, breach }] : []));
  const rest = DAYS - scenario.onset;
  const spread = (values: (number | null)[]): Spread => {
    const at = (share: number) => {
      const value = quantile(
        values.map((one) => one ?? Infinity),
        share,
      );
      return Number.isFinite(value) ? value : null;
    };
    return { median: at(0.5), upper_decile: at(0.9) };
  };
  const firsts = all.flatMap(({ kept }) => {
    const first = kept?.first ?? null;
    return first !== null && first < scenario.onset ? [first] : [];
  });
  return {
    scenario,
    streams: all.length,
    kept: kept.length,
    first: firsts.length > 0 ? quantile(firsts, 0.5) : null,
    still: Array.from(
      { length: rest },
      (_, day) => kept.filter(({ lasted }) => lasted === null || lasted > day).length / kept.length,
    ),
    lasted: spread(kept.map(({ lasted }) => lasted)),
    noticed: spread(kept.map(({ noticed }) => (noticed === null ? null : noticed + 1))),
    breach: spread(kept.map(({ breach }) => (breach === null ? null : breach - scenario.onset + 1))),
  };
}

/** Claims of level alpha that the streams refute: the exact lower limit lies above it. */
export function refuted(summaries: readonly Summary[]): string[] {
  const found: string[] = [];
  const check = (words: string, what: string, rate: Rate | null) => {
    if (rate && rate.lower > ALPHA)
      found.push(
        `${what}, ${words}: ${rate.hits} of ${rate.trials}, at least ${(100 * rate.lower).toFixed(1)} %.`,
      );
  };
  for (const summary of summaries) {
    if (summary.asks === "kept") continue;
    for (const row of summary.rows) {
      if ("phi" in row) {
        check(row.scenario.words, "Called a breach", row.breach);
        check(row.scenario.words, "E(0) reached 1/alpha", row.alarm);
        check(row.scenario.words, "The second opinion reached 1/alpha", row.two_streams);
        check(row.scenario.words, "Named a stratum", row.named);
      }
      check(row.scenario.words, "The interval left out the true tilt", row.missed);
    }
  }
  return found;
}
