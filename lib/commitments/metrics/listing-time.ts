import type { Judged, Judging, Metric } from "./metric";
import { type Listing, readListings } from "./read-products";

type ListingDay = { listings: Listing[] };

/** Days from release to listing on the platform: partners' median less our own, of products listed in the window. */
export const LISTING_TIME: Metric<"listing_time"> = {
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

export function judgeListings({ test, days }: Pick<Judging<"listing_time">, "test" | "days">): Judged {
  const content = days.at(-1)?.content as ListingDay | undefined;
  const listings = content?.listings ?? [];
  const own = medianOf(listings.filter((one) => one.own).map((one) => one.days));
  const partners = medianOf(listings.filter((one) => !one.own).map((one) => one.days));
  const gap = own === null || partners === null ? null : partners - own;
  const said = (): Pick<Judged, "verdict"> & { because: string } => {
    if (listings.length === 0) return { verdict: "no_data", because: "nothing_listed" };
    if (gap === null) return { verdict: "inconclusive", because: "one_side_alone" };
    return gap > test.tolerance_days
      ? { verdict: "breach", because: "beyond_tolerance" }
      : { verdict: "kept", because: "within_tolerance" };
  };
  const { verdict, because } = said();
  const bare = { unit: "days" as const, lower: null, upper: null };
  return {
    verdict,
    figures: {
      measures: [
        { ...bare, name: "listing_gap", value: gap, limit: test.tolerance_days },
        { ...bare, name: "partners_median", value: partners, limit: null },
        { ...bare, name: "own_median", value: own, limit: null },
      ],
      n: listings.length,
      because: [because],
      tilt: null,
      rows: listings.map((one) => ({
        label: one.product,
        group: one.own ? ("own" as const) : ("partners" as const),
        value: one.days,
        n: null,
      })),
    },
    b_version: null,
  };
}
