import { asDetection, type Tx, withActor } from "@/lib/db/server";
import { formatDay, partialDateStart } from "@/lib/kernel/time";
import { partialDateEnd } from "@/lib/register";
import { firstPartyIds } from "@/lib/register/server";
import { type Day, daysFrom, plusDays } from "../day";
import { CHECKS } from "../system";

/**
 * A released product: within how many days after that it was listed on the platform, by the first and the last day that its
 * dates allow; of one that still waits (`listed` null) how many it has waited at least, and no `most`.
 */
export type Listing = {
  product: string;
  own: boolean;
  /** As the register has them: a day, a month or a year. */
  released: string;
  listed: string | null;
  least: number;
  most: number | null;
};

/** A product of ours or of a partner that would have a part, and of which the register does not say when. */
export type Undated = Pick<Listing, "product" | "own">;

export type Listings = { listings: Listing[]; undated: Undated[] };

/** What was released longer before a window and is not on the platform is taken not to be meant for it. */
const WAITS_AT_MOST = 365;

const PRODUCT = {
  key: true,
  lifecycle: true,
  ga: true,
  preview: true,
  owner_id: true,
  owner: { select: { kinds: true } },
  availability: { select: { from: true, exclusive: true, channel: { select: { kinds: true } } } },
} as const;
/** A product as it is read for this. */
export type ProductRow = Awaited<ReturnType<typeof readProducts>>[number];

const readProducts = (tx: Tx) =>
  tx.product.findMany({
    where: { retired_at: null },
    select: PRODUCT,
  });

type Span = { first: Day; last: Day };

/** The first and the last day that a date can mean: of a month those of the month. */
function spanOf(text: string | null): Span | null {
  const [start, end] = text === null ? [null, null] : [partialDateStart(text), partialDateEnd(text)];
  return start === null || end === null ? null : { first: formatDay(start), last: formatDay(end - 1) };
}

type Window = { from: Day; upto: Day };
const NONE: Listings = { listings: [], undated: [] };

/** What a product comes to between two days, both included. It belongs to the window of the last day that its listing allows. */
export function partOf(row: ProductRow, own: boolean, { from, upto }: Window): Listings {
  const { key, lifecycle, owner, availability } = row;
  const released = row.ga ?? row.preview;
  const here = availability.find(({ channel }) => channel.kinds.includes("platform"));
  const [out, listed] = [spanOf(released), spanOf(here?.from ?? null)];
  const meant = own || owner.kinds.includes("partner");
  const of = { product: key, own };
  const undated = meant && lifecycle !== "retired" ? { ...NONE, undated: [of] } : NONE;
  if (here && !listed) return undated;
  if (listed && listed.first <= upto) {
    // Before the last of its days it may be listed, or not be yet: neither is said.
    if (listed.last < from || listed.last > upto) return NONE;
    if (!out) return undated;
    const [least, most] = [daysFrom(out.last, listed.first), daysFrom(out.first, listed.last)];
    return {
      ...NONE,
      listings: [{ ...of, released: released ?? "", listed: here?.from ?? null, least, most }],
    };
  }
  // Sold elsewhere alone, or of somebody whom the promise is not made to.
  const elsewhere = availability.some((one) => one !== here && one.exclusive === true);
  if (elsewhere || !meant || lifecycle === "retired") return NONE;
  // Without a stage nobody says that it is out at all.
  if (!out) return lifecycle === null ? NONE : undated;
  if (out.first > upto || out.last < plusDays(from, -WAITS_AT_MOST)) return NONE;
  const least = Math.max(0, daysFrom(out.last, upto));
  return { ...NONE, listings: [{ ...of, released: released ?? "", listed: null, least, most: null }] };
}

const placeOf = ({ listed, product }: Listing): string => `${listed ?? "9999"} ${product}`;

/**
 * Products listed on the platform's channel between two days, both included, and products released and not listed by
 * then: from their general release (else preview), by days, months or years. The register as it stands, seen whole.
 */
export const readListings = (from: Day, upto: Day): Promise<Listings> =>
  withActor(CHECKS, (tx) =>
    asDetection(tx, async (inner) => {
      const parties = await inner.party.findMany({ select: { id: true, kinds: true, parent_id: true } });
      const own = new Set(firstPartyIds(parties));
      const parts = (await readProducts(inner)).map((row) =>
        partOf(row, own.has(row.owner_id), { from, upto }),
      );
      return {
        listings: parts
          .flatMap(({ listings }) => listings)
          .sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1)),
        undated: parts.flatMap(({ undated }) => undated).sort((a, b) => (a.product < b.product ? -1 : 1)),
      };
    }),
  );
