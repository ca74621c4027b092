import { type Actor, authorize } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { notFound } from "@/lib/kernel/errors";
import { findRecord } from "../entity/read";
import type { Stored } from "../entity/types";
import { updateRecord } from "../entity/verbs";
import { products } from "./entity";
import type { NameModelInput, ProductView } from "./schema";

type Product = Stored<{ key: string }, ProductView>;

/**
 * Says whose an unknown model name is: the name becomes a pattern of a product's model, so that its history is
 * attributed too. Throws 422 when it ties with another product.
 */
export async function nameModel(actor: Actor, input: NameModelInput): Promise<Product> {
  authorize(actor, "traffic:write", "register:write_assigned");
  const { fields, meta } = await withActor(actor, (tx) => findRecord(tx, products, input.product));
  if (meta.retired_at) throw notFound();
  const name = input.model ?? input.pattern;
  const known = fields.models.some((model) => model.name === name);
  const added = {
    name,
    patterns: [input.pattern],
    input_price_usd_per_mtok: null,
    output_price_usd_per_mtok: null,
    prices: [],
    quality_estimates: [],
  };
  const models = known
    ? fields.models.map((model) =>
        model.name === name
          ? { ...model, patterns: [...new Set([...model.patterns, input.pattern])] }
          : model,
      )
    : [...fields.models, added];
  return updateRecord(actor, products, meta.id, { models }, meta.version);
}
