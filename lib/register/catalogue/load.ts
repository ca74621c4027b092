import { asDetection, type Tx } from "@/lib/db/server";
import { buildCatalogue, type Catalogue } from "./catalogue";
import { firstPartyIds } from "./owners";

let cached: { stamp: string; catalogue: Catalogue } | undefined;

/**
 * The catalogue of model names, the same for everybody: walls never change a total, so it is read as the detection
 * role. Kept until a party, product, investment or partnership changes.
 */
export function loadCatalogue(tx: Tx): Promise<Catalogue> {
  return asDetection(tx, async (inner) => {
    const stamp = await readStamp(inner);
    if (cached?.stamp === stamp) return cached.catalogue;
    const catalogue = await build(inner);
    cached = { stamp, catalogue };
    return catalogue;
  });
}

/** The id of the database keeps workers of a test run apart; versions only grow, so their sum tells every change. */
async function readStamp(tx: Tx): Promise<string> {
  const [row] = await tx.$queryRaw<{ stamp: string }[]>`
    SELECT concat_ws('/', current_database(),
      (SELECT concat(count(*), ':', coalesce(sum(version), 0), ':', max(updated_at)) FROM party),
      (SELECT concat(count(*), ':', coalesce(sum(version), 0), ':', max(updated_at)) FROM product),
      (SELECT concat(count(*), ':', coalesce(sum(version), 0), ':', max(updated_at)) FROM partnership),
      (SELECT concat(count(*), ':', coalesce(sum(version), 0), ':', max(updated_at)) FROM investment_round),
      (SELECT count(*) FROM model_pattern)) AS stamp`;
  return row?.stamp ?? "";
}

async function build(tx: Tx): Promise<Catalogue> {
  const parties = await tx.party.findMany({
    select: { id: true, key: true, name: true, ordinal: true, kinds: true, parent_id: true },
    orderBy: { ordinal: "asc" },
  });
  const own = firstPartyIds(parties);
  const stakes = await tx.participation.findMany({
    where: { investor_id: { in: [...own] }, round: { retired_at: null } },
    select: { round: { select: { investee_id: true } } },
  });
  const partnerships = await tx.partnership.findMany({
    where: { kinds: { has: "investee" }, retired_at: null },
  });
  const models = await tx.productModel.findMany({
    include: { patterns: true, product: { include: { owner: true } } },
    orderBy: { id: "asc" },
  });
  const investees = new Set([
    ...stakes.map(({ round }) => round.investee_id),
    ...partnerships.map(({ partner_id }) => partner_id),
  ]);
  return buildCatalogue(
    models.map((row) => ({
      model_id: row.id,
      model: row.name,
      product: row.product.key,
      owner: row.product.owner.key,
      owner_name: row.product.owner.name,
      owner_ordinal: row.product.owner.ordinal,
      first_party: own.has(row.product.owner_id),
      investee: investees.has(row.product.owner_id),
      patterns: row.patterns.map(({ pattern }) => pattern),
    })),
    parties.map(({ id, key, name, ordinal, kinds }) => ({
      key,
      name,
      ordinal,
      kinds,
      first_party: own.has(id),
    })),
  );
}
