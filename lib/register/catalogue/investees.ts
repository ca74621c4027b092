import type { Tx } from "@/lib/db/server";
import { firstPartyIds } from "./owners";

/**
 * Keys of the parties in which the platform, or a party below it, has a participation, or whose partnership is of the
 * kind `investee`: by the facts that the transaction's actor may see. Hence not the same for everybody.
 */
export async function loadInvestees(tx: Tx): Promise<ReadonlySet<string>> {
  const parties = await tx.party.findMany({ select: { id: true, kinds: true, parent_id: true } });
  const rounds = await tx.participation.findMany({
    where: { investor_id: { in: [...firstPartyIds(parties)] }, round: { retired_at: null } },
    select: { round: { select: { investee: { select: { key: true } } } } },
  });
  const partnerships = await tx.partnership.findMany({
    where: { kinds: { has: "investee" }, retired_at: null },
    select: { partner: { select: { key: true } } },
  });
  return new Set([
    ...rounds.map(({ round }) => round.investee.key),
    ...partnerships.map(({ partner }) => partner.key),
  ]);
}
