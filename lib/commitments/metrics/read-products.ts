import { asDetection, type Tx, withActor } from "@/lib/db/server";
import { parseInstant } from "@/lib/kernel/time";
import { firstPartyIds } from "@/lib/register/server";
import { type Day, daysFrom, plusDays } from "../day";
import { CHECKS } from "../system";

/**
 * A released product: how many days after that it was listed on the platform; of one that still waits (`listed` null) how
 * many it has waited so far.
 */
export type Listing = { product: string; own: boolean; released: Day; listed: Day | null; days: number };

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
type Row = Awaited<ReturnType<typeof readProducts>>[number];

const readProducts = (tx: Tx) =>
  tx.product.findMany({
    where: { retired_at: null },
    select: PRODUCT,
  });

const isDay = (text: string | null): text is Day => text !== null && parseInstant(text) !== null;

/** What a product comes to between two days, both included; null where it has no part in it. */
function listingOf(
  { key, lifecycle, ga, preview, owner, availability }: Row,
  own: boolean,
  { from, upto }: { from: Day; upto: Day },
): Listing | null {
  const released = ga ?? preview;
  if (!isDay(released)) return null;
  const here = availability.find(({ channel }) => channel.kinds.includes("platform"));
  const of = { product: key, own, released };
  if (here && isDay(here.from) && here.from <= upto)
    return here.from < from ? null : { ...of, listed: here.from, days: daysFrom(released, here.from) };
  // Listed on a day that nobody knows; sold elsewhere alone; or of somebody whom the promise is not made to.
  const elsewhere = availability.some((one) => one !== here && one.exclusive === true);
  if ((here && !isDay(here.from)) || elsewhere || !(own || owner.kinds.includes("partner"))) return null;
  if (lifecycle === "retired" || released > upto || released < plusDays(from, -WAITS_AT_MOST)) return null;
  return { ...of, listed: null, days: daysFrom(released, upto) };
}

const placeOf = ({ listed, product }: Listing): string => `${listed ?? "9999"} ${product}`;

/**
 * Products listed on the platform's channel between two days, both included, and products released and not listed by
 * then: from their general release (else preview), as far as the days are known. The register as it stands, seen whole.
 */
export const readListings = (from: Day, upto: Day): Promise<Listing[]> =>
  withActor(CHECKS, (tx) =>
    asDetection(tx, async (inner) => {
      const parties = await inner.party.findMany({ select: { id: true, kinds: true, parent_id: true } });
      const own = new Set(firstPartyIds(parties));
      return (await readProducts(inner))
        .flatMap((row) => listingOf(row, own.has(row.owner_id), { from, upto }) ?? [])
        .sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
    }),
  );
