import { asDetection, type Tx } from "@/lib/db/server";
import { buildCatalogue, type Catalogue } from "./catalogue";
import { firstPartyIds } from "./owners";

let cached: { stamp: string; catalogue: Catalogue } | undefined;

/**
 * The catalogue of model names, the same for everybody: walls never change a total, so it is read as the detection
 * role, and holds nothing that could be confidential. Kept until a party or product changes.
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
      (SELECT count(*) FROM model_pattern)) AS stamp`;
  return row?.stamp ?? "";
}

async function build(tx: Tx): Promise<Catalogue> {
  const parties = await tx.party.findMany({
    select: { id: true, key: true, name: true, ordinal: true, kinds: true, parent_id: true },
    orderBy: { ordinal: "asc" },
  });
  const own = firstPartyIds(parties);
  const models = await tx.productModel.findMany({
    include: { patterns: true, product: { include: { owner: true } } },
    orderBy: { id: "asc" },
  });
  return buildCatalogue(
    models.map((row) => ({
      model_id: row.id,
      model: row.name,
      product: row.product.key,
      owner: row.product.owner.key,
      owner_name: row.product.owner.name,
      owner_ordinal: row.product.owner.ordinal,
      first_party: own.has(row.product.owner_id),
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
