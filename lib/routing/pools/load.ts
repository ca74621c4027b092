import { createHash } from "node:crypto";
import { asDetection, type Tx } from "@/lib/db/server";
import type { Offer } from "@/lib/register";
import { type Catalogue, loadOffers, matchModel } from "@/lib/register/server";
import { groupPolicies, type Pools } from "./pool";

let cached: { stamp: string; pools: Pools } | undefined;

/**
 * What the register's policies declare as candidates, with list prices and quality estimates; the same for everybody.
 * A retired policy is withdrawn and declares nothing. Kept until a policy, a product or the catalogue changes.
 */
export async function loadPools(tx: Tx, catalogue: Catalogue): Promise<Pools> {
  return asDetection(tx, async (inner) => {
    const stamp = `${await readStamp(inner)}/${catalogue.version}`;
    if (cached?.stamp === stamp) return cached.pools;
    const pools = await build(inner, catalogue);
    cached = { stamp, pools };
    return pools;
  });
}

/** The id of the database keeps workers of a test run apart; versions only grow, so their sum tells every change. */
async function readStamp(tx: Tx): Promise<string> {
  const [row] = await tx.$queryRaw<{ stamp: string }[]>`
    SELECT concat_ws('/', current_database(),
      (SELECT concat(count(*), ':', coalesce(sum(version), 0), ':', max(updated_at)) FROM policy),
      (SELECT concat(count(*), ':', coalesce(sum(version), 0), ':', max(updated_at)) FROM product)) AS stamp`;
  return row?.stamp ?? "";
}

async function build(tx: Tx, catalogue: Catalogue): Promise<Pools> {
  const rows = await tx.policy.findMany({
    where: { retired_at: null },
    select: { router: true, policy_version: true, from: true, models: true },
    orderBy: [{ router: "asc" }, { policy_version: "asc" }],
  });
  const names = [...new Set(rows.flatMap(({ models }) => models))];
  const matched = new Map(names.map((name) => [name, matchModel(catalogue, name)]));
  const ids = [...matched.values()].flatMap((model) => (model ? [model.model_id] : []));
  const offers = ids.length > 0 ? await loadOffers(tx, ids) : new Map<string, Offer>();
  const policies = rows.map(({ from, models, ...row }) => ({
    ...row,
    from_ms: from.getTime(),
    models: models.map((name) => {
      const model = matched.get(name) ?? null;
      return { name, model, offer: (model && offers.get(model.model_id)) ?? null };
    }),
  }));
  // A router of which no policy declares candidates supplies none.
  const routers = [...groupPolicies(policies)].filter(([, own]) =>
    own.some(({ models }) => models.length > 0),
  );
  // Of what they say, not of when it was written: verdicts are kept as long as this stays the same.
  const said = JSON.stringify(routers);
  return {
    routers: new Map(routers),
    version: createHash("sha256").update(said).digest("hex").slice(0, 16),
  };
}
