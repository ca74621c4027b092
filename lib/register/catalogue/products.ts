import { type Actor, authorize } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { loadCatalogue } from "./load";
import type { NamedProduct } from "./suggest";

/** Products that are not retired, in order of name: to say whose an unknown model name is. */
export function readNamedProducts(actor: Actor): Promise<NamedProduct[]> {
  authorize(actor, "register:read");
  return withActor(actor, async (tx) => {
    const { parties } = await loadCatalogue(tx);
    const own = new Set(parties.filter(({ first_party }) => first_party).map(({ key }) => key));
    const rows = await tx.product.findMany({
      where: { retired_at: null },
      include: { owner: true, models: true },
      orderBy: { name: "asc" },
    });
    return rows.map((row) => ({
      key: row.key,
      name: row.name,
      owner_name: row.owner.name,
      first_party: own.has(row.owner.key),
      models: row.models.map(({ name }) => name),
    }));
  });
}
