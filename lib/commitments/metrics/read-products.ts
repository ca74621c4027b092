import { asDetection, withActor } from "@/lib/db/server";
import { parseInstant } from "@/lib/kernel/time";
import { firstPartyIds } from "@/lib/register/server";
import { type Day, daysFrom } from "../day";
import { CHECKS } from "../system";

/** A product that was listed on the platform: how many days after its release. */
export type Listing = { product: string; own: boolean; released: Day; listed: Day; days: number };

const isDay = (text: string | null): text is Day => text !== null && parseInstant(text) !== null;

/**
 * Products listed on the platform's channel between two days, both included: their general release (else preview) and
 * the listing, as far as both days are known. The register as it stands, seen whole.
 */
export const readListings = (from: Day, upto: Day): Promise<Listing[]> =>
  withActor(CHECKS, (tx) =>
    asDetection(tx, async (inner) => {
      const parties = await inner.party.findMany({ select: { id: true, kinds: true, parent_id: true } });
      const own = new Set(firstPartyIds(parties));
      const rows = await inner.availability.findMany({
        where: { channel: { kinds: { has: "platform" } }, product: { retired_at: null } },
        select: { from: true, product: { select: { key: true, owner_id: true, ga: true, preview: true } } },
      });
      return rows
        .flatMap(({ from: listed, product: { key, owner_id, ga, preview } }): Listing[] => {
          const released = ga ?? preview;
          if (!isDay(listed) || !isDay(released) || listed < from || listed > upto) return [];
          return [
            { product: key, own: own.has(owner_id), released, listed, days: daysFrom(released, listed) },
          ];
        })
        .sort((a, b) =>
          a.listed < b.listed ? -1 : a.listed > b.listed ? 1 : a.product < b.product ? -1 : 1,
        );
    }),
  );
