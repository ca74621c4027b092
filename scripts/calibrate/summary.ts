import { exactInterval } from "./exact";
import type { Outcome } from "./outcome";
import { ALPHA, DAYS, type Scenario, type Section } from "./plan";

/** How often something happened at any look of a stream, with its exact interval of 95 %. */
export type Rate = { hits: number; trials: number; lower: number; upper: number };

export type AlarmRow = {
  scenario: Scenario;
  breach: Rate;
  /** E(0) >= 1/alpha where the tilt is 0; null elsewhere. */
  alarm: Rate | null;
  missed: Rate;
  /** What `breach` would be if estimation cost nothing; null where q is known. */
  undeflated: Rate | null;
  /** Medians over streams, at the last look. */
  phi: number;
  r: number;
};

export type DelayRow = {
  scenario: Scenario;
  /** Streams that were called a breach before there was a tilt; they are left out of the rest. */
  early: number;
  /** Streams without a breach to the end of the year; they count as if it came on the last day. */
  never: number;
  /** ln(1/alpha) / KL in decisions. */
  ideal: number;
  /** Decisions from the onset to the look that called it, over the ideal. */
  mean: number;
  median: number;
  upper_decile: number;
  /** The share of streams whose interval leaves out the tilt at some look; null where it began later. */
  missed: Rate | null;
  aim: number | null;
};

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

const rateOf = (hits: number, trials: number): Rate => ({ hits, trials, ...exactInterval(hits, trials) });

const happened = (day: number | null | undefined): boolean => day !== null && day !== undefined;

/** The value below which a share of the values lie; the lower of two in the middle. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

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

function alarmRow(scenario: Scenario, all: Outcome[]): AlarmRow {
  const rate = (of: (one: Outcome) => number | null | undefined) =>
    rateOf(all.filter((one) => happened(of(one))).length, all.length);
  return {
    scenario,
    breach: rate((one) => one.breach),
    alarm: scenario.tilt === 0 ? rate((one) => one.alarm) : null,
    missed: rate((one) => one.missed),
    undeflated: scenario.kind === "estimated" ? rate((one) => one.undeflated) : null,
    phi: quantile(
      all.map(({ phi }) => phi),
      0.5,
    ),
    r: quantile(
      all.map(({ r }) => r),
      0.5,
    ),
  };
}

function delayRow(scenario: Scenario, all: Outcome[]): DelayRow {
  const { onset, per_day, versions } = scenario;
  const counted = all.filter(({ breach }) => breach === null || breach >= onset);
  const ratios = counted.map(
    ({ breach, ideal }) => (((breach ?? DAYS - 1) - onset + 1) * per_day) / (ideal ?? 0),
  );
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    scenario,
    early: all.length - counted.length,
    never: counted.filter(({ breach }) => breach === null).length,
    ideal: mean(counted.map(({ ideal }) => ideal ?? 0)),
    mean: mean(ratios),
    median: quantile(ratios, 0.5),
    upper_decile: quantile(ratios, 0.9),
    missed: onset === 0 ? rateOf(all.filter(({ missed }) => happened(missed)).length, all.length) : null,
    aim: aimOf(scenario, versions.length),
  };
}

/** Design aims: 1.5 times the ideal for small tilts from the start, 2 times where they begin with a later version. */
function aimOf(scenario: Scenario, versions: number): number | null {
  if (scenario.tilt > 0.2 || scenario.kind !== "known" || scenario.tenants) return null;
  return versions > 0 ? 2 : 1.5;
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
      }
      check(row.scenario.words, "The interval left out the true tilt", row.missed);
    }
  }
  return found;
}
