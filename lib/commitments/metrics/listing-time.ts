import type { Judged, Judging, Metric } from "./metric";
import { type Listing, readListings } from "./read-products";

type ListingDay = { listings: Listing[] };

/**
 * Days from release to listing on the platform: partners' median less our own, of products listed in the window and of
 * those that still wait at its day. Rule 2: those have a say.
 */
export const LISTING_TIME: Metric<"listing_time"> = {
  rule: 2,
  per: () => "run",
  measure: async ({ window_from, day }) => ({
    days: new Map([[day, { listings: await readListings(window_from, day) }]]),
    fits: [],
  }),
  judge: judgeListings,
};

/** The middle value, or the mean of the two in the middle; null of none. */
export function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** The median that is sure, and the one that could still come out; null: there is no bound. */
type Bounds = { least: number | null; most: number | null };

/** Whatever waits will have waited so long at least, and nobody knows how long at most. */
function boundsOf(listings: readonly Listing[]): Bounds {
  const most = medianOf(
    listings.map(({ listed, days }) => (listed === null ? Number.POSITIVE_INFINITY : days)),
  );
  return {
    least: medianOf(listings.map(({ days }) => days)),
    most: most === Number.POSITIVE_INFINITY ? null : most,
  };
}

const less = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a - b);

type Gap = { value: number | null; lower: number | null; upper: number | null };

function verdictOf({ value, lower, upper }: Gap, tolerance: number): [Judged["verdict"], string] {
  if (value === null) return ["inconclusive", "one_side_alone"];
  if (lower !== null && lower > tolerance) return ["breach", "beyond_tolerance"];
  return upper !== null && upper <= tolerance
    ? ["kept", "within_tolerance"]
    : ["inconclusive", "still_waiting"];
}

/** A gap that is known has no interval. */
const shownOf = ({ value, lower, upper }: Gap): Gap =>
  lower === upper ? { value, lower: null, upper: null } : { value, lower, upper };

/** A verdict stands where no product that waits could still change it. */
export function judgeListings({ test, days }: Pick<Judging<"listing_time">, "test" | "days">): Judged {
  const content = days.at(-1)?.content as ListingDay | undefined;
  const listings = content?.listings ?? [];
  const own = boundsOf(listings.filter((one) => one.own));
  const partners = boundsOf(listings.filter((one) => !one.own));
  const gap: Gap = {
    value: less(partners.least, own.least),
    lower: less(partners.least, own.most),
    upper: less(partners.most, own.least),
  };
  const [verdict, because]: [Judged["verdict"], string] =
    listings.length === 0 ? ["no_data", "nothing_listed"] : verdictOf(gap, test.tolerance_days);
  const waiting = listings.filter(({ listed }) => listed === null).length;
  const bare = { unit: "days" as const, lower: null, upper: null };
  return {
    verdict,
    figures: {
      measures: [
        { ...bare, name: "listing_gap", ...shownOf(gap), limit: test.tolerance_days },
        { ...bare, name: "partners_median", value: partners.least, limit: null },
        { ...bare, name: "own_median", value: own.least, limit: null },
        { ...bare, name: "still_waiting", unit: "count", value: waiting, limit: null },
      ],
      n: listings.length,
      because: [because],
      tilt: null,
      rows: listings.map((one) => ({
        label: one.listed === null ? `${one.product}, not listed yet: at least` : one.product,
        group: one.own ? ("own" as const) : ("partners" as const),
        value: one.days,
        n: null,
      })),
    },
    b_version: null,
  };
}
