import type { Judged, Judging, Metric } from "./metric";
import { type Listing, type Listings, readListings } from "./read-products";

/**
 * Days from release to listing on the platform: partners' median less our own, of products listed in the window and of
 * those that still wait at its day. Rule 2: those have a say. Rule 3: so has a date that is a month or a year.
 */
export const LISTING_TIME: Metric<"listing_time"> = {
  rule: () => 3,
  per: () => "run",
  measure: async ({ window_from, day }) => ({
    days: new Map([[day, await readListings(window_from, day)]]),
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

/** The median between the least and the most that it can be; `most` null: there is no bound. */
type Median = { value: number | null; least: number | null; most: number | null };

/** What is shown of one: the middle of what its dates allow; of one that waits how long it has at least. */
const shownDays = ({ least, most }: Listing): number => (most === null ? least : (least + most) / 2);

/** Whatever waits will have waited so long at least, and nobody knows how long at most. */
function mediansOf(listings: readonly Listing[]): Median {
  const most = medianOf(listings.map((one) => one.most ?? Number.POSITIVE_INFINITY));
  return {
    value: medianOf(listings.map(shownDays)),
    least: medianOf(listings.map(({ least }) => least)),
    most: most === Number.POSITIVE_INFINITY ? null : most,
  };
}

const less = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a - b);

type Gap = { value: number | null; lower: number | null; upper: number | null };

const isExact = ({ least, most }: Listing): boolean => most === null || least === most;

function verdictOf(
  { value, lower, upper }: Gap,
  listings: readonly Listing[],
  tolerance: number,
): [Judged["verdict"], string[]] {
  if (listings.length === 0) return ["no_data", ["nothing_listed"]];
  if (value === null) return ["inconclusive", ["one_side_alone"]];
  if (lower !== null && lower > tolerance) return ["breach", ["beyond_tolerance"]];
  if (upper !== null && upper <= tolerance) return ["kept", ["within_tolerance"]];
  return [
    "inconclusive",
    [
      ...(listings.some(({ listed }) => listed === null) ? ["still_waiting"] : []),
      ...(listings.every(isExact) ? [] : ["dates_not_exact"]),
    ],
  ];
}

/** What is known has no interval. */
const shownOf = ({ value, lower, upper }: Gap): Gap =>
  lower === upper ? { value, lower: null, upper: null } : { value, lower, upper };

const labelOf = ({ product, listed, released }: Listing): string =>
  listed === null ? `${product}, not listed yet: at least` : `${product}, ${released} to ${listed}`;

/** A verdict stands where no product that waits, and no day of a month that is all that is known, could still change it. */
export function judgeListings({ test, days }: Pick<Judging<"listing_time">, "test" | "days">): Judged {
  const content = days.at(-1)?.content as Listings | undefined;
  const { listings, undated } = content ?? { listings: [], undated: [] };
  const own = mediansOf(listings.filter((one) => one.own));
  const partners = mediansOf(listings.filter((one) => !one.own));
  const gap: Gap = {
    value: less(partners.value, own.value),
    lower: less(partners.least, own.most),
    upper: less(partners.most, own.least),
  };
  const [verdict, because] = verdictOf(gap, listings, test.tolerance_days);
  const waiting = listings.filter(({ listed }) => listed === null).length;
  const bare = { unit: "days" as const, lower: null, upper: null, limit: null };
  const median = ({ value, least, most }: Median) => shownOf({ value, lower: least, upper: most });
  const groupOf = (own: boolean) => (own ? ("own" as const) : ("partners" as const));
  return {
    verdict,
    figures: {
      measures: [
        { ...bare, name: "listing_gap", ...shownOf(gap), limit: test.tolerance_days },
        { ...bare, name: "partners_median", ...median(partners) },
        { ...bare, name: "own_median", ...median(own) },
        { ...bare, name: "still_waiting", unit: "count", value: waiting },
        { ...bare, name: "dates_unknown", unit: "count", value: undated.length },
      ],
      n: listings.length,
      because: [...because, ...(undated.length > 0 ? [`dates_unknown: ${undated.length}`] : [])],
      tilt: null,
      rows: [
        ...listings.map((one) => ({
          label: isExact(one) && one.listed !== null ? one.product : labelOf(one),
          ...{ group: groupOf(one.own), value: shownDays(one), n: null },
        })),
        ...undated.map(({ product, own: ours }) => ({
          label: `${product}, dates not known`,
          ...{ group: groupOf(ours), value: null, n: null },
        })),
      ],
    },
    b_version: null,
  };
}
