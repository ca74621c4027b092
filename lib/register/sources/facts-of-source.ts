import { type Actor, authorize } from "@/lib/access";
import { type Tx, withActor } from "@/lib/db/server";
import type { StatedFact } from "./schema";

type Loader = (tx: Tx, ids: string[]) => Promise<{ key: string; label: string; path: string }[]>;

const where = (ids: string[]) => ({ where: { id: { in: ids } } });

/** Where each kind of fact is read; a row behind a wall is not there. */
const LOADERS: Record<string, { kind: string; load: Loader }> = {
  party: {
    kind: "Party",
    load: async (tx, ids) =>
      (await tx.party.findMany(where(ids))).map(({ key, name }) => ({ key, label: name, path: "partners" })),
  },
  partnership: {
    kind: "Partnership",
    load: async (tx, ids) =>
      (await tx.partnership.findMany({ ...where(ids), include: { partner: true } })).map(
        ({ key, partner }) => ({
          key,
          label: partner.name,
          path: "partnerships",
        }),
      ),
  },
  contract_right: {
    kind: "Right",
    load: async (tx, ids) =>
      (await tx.contractRight.findMany(where(ids))).map(({ key, type }) => ({
        key,
        label: type.replaceAll("_", " "),
        path: "rights",
      })),
  },
  investment_round: {
    kind: "Investment round",
    load: async (tx, ids) =>
      (await tx.investmentRound.findMany({ ...where(ids), include: { investee: true } })).map(
        ({ key, investee }) => ({
          key,
          label: investee.name,
          path: "investments",
        }),
      ),
  },
  co_holding: {
    kind: "Co-holding",
    load: async (tx, ids) =>
      (await tx.coHolding.findMany(where(ids))).map(({ key }) => ({ key, label: key, path: "co-holdings" })),
  },
  product: {
    kind: "Product",
    load: async (tx, ids) =>
      (await tx.product.findMany(where(ids))).map(({ key, name }) => ({
        key,
        label: name,
        path: "products",
      })),
  },
  model_price: {
    kind: "List price",
    load: async (tx, ids) =>
      (
        await tx.modelPrice.findMany({ ...where(ids), include: { model: { include: { product: true } } } })
      ).map(({ model }) => ({ key: model.product.key, label: model.name, path: "products" })),
  },
  model_quality: {
    kind: "Quality estimate",
    load: async (tx, ids) =>
      (
        await tx.modelQuality.findMany({ ...where(ids), include: { model: { include: { product: true } } } })
      ).map(({ model }) => ({ key: model.product.key, label: model.name, path: "products" })),
  },
  commitment: {
    kind: "Commitment",
    load: async (tx, ids) =>
      (await tx.commitment.findMany(where(ids))).map(({ key, text }) => ({
        key,
        label: text,
        path: "commitments",
      })),
  },
};

/** The facts that rest on a document, as far as the actor sees them. */
export function factsOfSource(actor: Actor, source_id: string): Promise<StatedFact[]> {
  authorize(actor, "register:read");
  return withActor(actor, async (tx) => {
    const links = await tx.factSource.findMany({ where: { source_id } });
    const facts: StatedFact[] = [];
    for (const [entity, { kind, load }] of Object.entries(LOADERS)) {
      const ids = links.filter((link) => link.entity === entity).map(({ entity_id }) => entity_id);
      if (ids.length === 0) continue;
      for (const { key, label, path } of await load(tx, ids))
        facts.push({ kind, key, label, href: `/register/${path}/${encodeURIComponent(key)}` });
    }
    return facts;
  });
}
