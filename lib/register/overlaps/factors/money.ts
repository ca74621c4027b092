import { compareDecimals, sumDecimals } from "@/lib/kernel/decimal";
import { capitalise, formatBound, formatList, formatMoney } from "@/lib/kernel/format";
import { boundOfSum } from "../bounds";
import type { Graph, Holding } from "../graph";
import { POINTS_TABLE, pointsOf } from "../points-table";
import type { Factor } from "../severity";
import type { SnapshotParty } from "../snapshot";

/**
 * Money that the investor has at stake in the parties concerned: the sum of the amounts stated in USD, at the figure
 * that is shown first. Unknown where no amount is recorded; another currency is not converted.
 */
export function money(graph: Graph, holdings: readonly Holding[], parties: readonly SnapshotParty[]): Factor {
  if (holdings.length === 0) {
    const asked = formatList(
      parties.map(({ name }) => name),
      "or",
    );
    return { key: "money", known: `No investment in ${asked} is recorded`, points: null };
  }
  const held = new Set(holdings.flatMap(({ round }) => graph.party(round.investee_id)?.name ?? []));
  const names = formatList([...held]);
  const usd = holdings.filter(
    ({ round, participation }) => participation.amount !== null && round.currency === "USD",
  );
  const rest = holdings.length - usd.length;
  if (usd.length === 0)
    return { key: "money", known: `Invested in ${names}; no amount in USD is recorded`, points: null };
  const sum = sumDecimals(usd.map(({ participation }) => participation.amount ?? "0"));
  const missing = rest > 0 ? ", and amounts that are not known in USD" : "";
  return {
    key: "money",
    known: capitalise(
      `${formatBound(boundOfSum(usd.map(({ participation }) => participation.bound)), formatMoney(sum))} committed to ${names}${missing}`,
    ),
    points: pointsOf(POINTS_TABLE.money, compareDecimals(sum, "0") > 0 ? Math.max(1, Number(sum)) : 0),
  };
}
