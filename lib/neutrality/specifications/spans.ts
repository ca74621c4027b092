import type { Version } from "../store/groups";
import type { SpecificationWindow } from "./schema";

/** Rows of a prepared table: half-open days, some of them left out, one tenant left out, some fits alone. */
export type Rows = {
  from_day: number;
  to_day: number;
  without_days: readonly number[];
  /** The tenant's key, 64 bits as text; null: none is left out. */
  without_tenant: string | null;
  /** Numbers of the fits kept; null: all. */
  fits: readonly number[] | null;
};

export type Span = { window: SpecificationWindow; rows: Rows };

const WEEK = 7;

type Dated = Pick<Version, "router" | "first_day" | "last_day">;

/** The first and the last day with tested decisions. */
export type Days = { first_day: number; last_day: number };

/** The ways to cut the window: weeks and halves where it lasts a fortnight, the policies in force where there were others. */
export function listSpans(versions: readonly Dated[], { first_day, last_day }: Days): Span[] {
  const days = last_day - first_day + 1;
  const to_day = last_day + 1;
  const whole: Rows = { from_day: 0, to_day, without_days: [], without_tenant: null, fits: null };
  const middle = first_day + Math.floor(days / 2);
  const in_force = versions.flatMap((version, index) => (isInForce(version, versions) ? [index + 1] : []));
  const began = Math.min(...in_force.map((number) => versions[number - 1]?.first_day ?? 0));
  return [
    { window: "whole", rows: whole },
    ...(in_force.length > 0 && in_force.length < versions.length
      ? [{ window: "policy_in_force" as const, rows: { ...whole, from_day: began, fits: in_force } }]
      : []),
    ...(days < 2 * WEEK
      ? []
      : [
          { window: "without_first_week" as const, rows: { ...whole, from_day: first_day + WEEK } },
          { window: "without_last_week" as const, rows: { ...whole, to_day: to_day - WEEK } },
          { window: "first_half" as const, rows: { ...whole, to_day: middle } },
          { window: "second_half" as const, rows: { ...whole, from_day: middle } },
        ]),
  ];
}

/** It decided on its router's last day. */
const isInForce = ({ router, last_day }: Dated, versions: readonly Dated[]): boolean =>
  versions.every((other) => other.router !== router || other.last_day <= last_day);

const NEVER = 65_535;

/** Versions as rows of these days see them, in the same order; one that decided on none of them never begins. */
export const versionsWithin = (versions: readonly Version[], { from_day, to_day, fits }: Rows): Version[] =>
  versions.map((version, index) => {
    const absent =
      version.last_day < from_day ||
      version.first_day >= to_day ||
      (fits !== null && !fits.includes(index + 1));
    if (absent) return { ...version, first_day: NEVER, last_day: -1 };
    return {
      ...version,
      first_day: Math.max(0, version.first_day - from_day),
      last_day: Math.min(version.last_day, to_day - 1) - from_day,
    };
  });

const MIN_DAYS = 8;
const FENCE = 1.5;

/**
 * Days with unusually many or few decisions: beyond 1.5 interquartile ranges from the quartiles (Tukey 1977), so that
 * quiet weekends are usual. Volume alone decides, never who was chosen. None under eight days.
 */
export function outlierDays(decisions: ReadonlyMap<number, number>): number[] {
  if (decisions.size < MIN_DAYS) return [];
  const sorted = [...decisions.values()].sort((a, b) => a - b);
  const [low, high] = [quantile(sorted, 0.25), quantile(sorted, 0.75)];
  const reach = FENCE * (high - low);
  return [...decisions]
    .filter(([, n]) => n < low - reach || n > high + reach)
    .map(([day]) => day)
    .sort((a, b) => a - b);
}

function quantile(sorted: readonly number[], share: number): number {
  const at = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)] ?? 0, sorted[Math.ceil(at)] ?? 0];
  return low + (at - Math.floor(at)) * (high - low);
}
