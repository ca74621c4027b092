import { type Actor, authorize } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { coHoldings } from "../co-holdings/entity";
import type { CoHoldingView } from "../co-holdings/schema";
import { partnerships } from "../partnerships/entity";
import type { PartnershipView } from "../partnerships/schema";
import { products } from "../products/entity";
import type { ProductView } from "../products/schema";
import { rights } from "../rights/entity";
import type { RightView } from "../rights/schema";
import { rounds } from "../rounds/entity";
import type { RoundView } from "../rounds/schema";

export type PartyRelations = {
  partnerships: PartnershipView[];
  rights: RightView[];
  /** Rounds that it raised, or took part in. */
  rounds: RoundView[];
  co_holdings: CoHoldingView[];
  products: ProductView[];
};

const live = ({ retired_at }: { retired_at: string | null }) => retired_at === null;

/** Everything that hangs together with a party, as far as the actor sees it. */
export function partyRelations(actor: Actor, key: string): Promise<PartyRelations> {
  authorize(actor, "register:read");
  return withActor(actor, async (tx) => {
    const views = async <V>(loaded: Promise<{ view: V }[]>) => (await loaded).map(({ view }) => view);
    const held = await views(rights.load(tx, null));
    const raised = await views(rounds.load(tx, null));
    const together = await views(coHoldings.load(tx, null));
    const made = await views(products.load(tx, null));
    const partners = await views(partnerships.load(tx, null));
    return {
      partnerships: partners.filter((one) => live(one) && one.partner === key),
      rights: held.filter((one) => live(one) && (one.partner === key || one.holder === key)),
      rounds: raised.filter(
        (one) =>
          live(one) && (one.investee === key || one.participations.some(({ investor }) => investor === key)),
      ),
      co_holdings: together.filter(
        (one) => live(one) && (one.parties.includes(key) || one.named.includes(key)),
      ),
      products: made.filter((one) => live(one) && one.owner === key),
    };
  });
}
