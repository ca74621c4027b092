import { formatDate, formatNumber, formatPercent } from "@/lib/kernel/format";
import { POINTS_TABLE, pointsOf } from "../points-table";
import type { Factor, TrafficScope } from "../severity";
import type { TrafficStakes } from "../snapshot";

/** Decisions at stake and those that they are a share of; null where no traffic is known for them. */
export function stakeOf(
  scope: TrafficScope,
  traffic: TrafficStakes | null,
): { at_stake: number; of: number } | null {
  if (!traffic || traffic.decisions === 0) return null;
  if ("router" in scope) {
    const router = traffic.routers[scope.router];
    return router && router.decisions > 0 ? { at_stake: router.first_party, of: router.decisions } : null;
  }
  const at_stake = scope.product_ids.reduce((sum, id) => sum + (traffic.products[id] ?? 0), 0);
  return { at_stake, of: traffic.decisions };
}

/**
 * Share of routed decisions at stake: on a router what it gave to our own models, else what went to the products
 * concerned. Unknown until traffic has come.
 */
export function trafficFactor(scope: TrafficScope, traffic: TrafficStakes | null): Factor {
  const stake = stakeOf(scope, traffic);
  if (!traffic || !stake) {
    const whose = "router" in scope ? `of ${scope.router} ` : "";
    return { key: "traffic", known: `No traffic ${whose}is recorded yet`, points: null };
  }
  const share = stake.at_stake / stake.of;
  const whose =
    "router" in scope ? `decisions of ${scope.router} went to our own models` : "routed decisions";
  const counted = `${formatNumber(stake.of)} ${traffic.generated ? "simulated " : ""}${whose}`;
  return {
    key: "traffic",
    known: `${formatPercent(share)} of ${counted}, until ${formatDate(traffic.to)}`,
    points: pointsOf(POINTS_TABLE.traffic, share),
  };
}
