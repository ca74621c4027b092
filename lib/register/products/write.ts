import type { z } from "zod";
import type { Tx } from "@/lib/db/server";
import { uuidv7 } from "@/lib/kernel/ids";
import { normalisePattern } from "../catalogue/normalise";
import { stampOf } from "../entity/facts";
import type { Draft, Refs } from "../entity/types";
import type { ProductFields } from "./schema";

type S = z.infer<typeof ProductFields>;

export const productColumns = ({ fields, ...draft }: Draft<S>, refs: Refs) => ({
  key: fields.key,
  owner_id: refs.id("party", fields.owner),
  name: fields.name,
  lifecycle: fields.lifecycle,
  preview: fields.preview,
  ga: fields.ga,
  retired_on: fields.retired,
  note: fields.note,
  ...stampOf(draft),
});

/** Segments, models with patterns, and availability: rewritten whole with their products. */
export async function writeProductParts(tx: Tx, drafts: readonly Draft<S>[], refs: Refs): Promise<void> {
  const product_id = { in: drafts.map(({ id }) => id) };
  await tx.productSegment.deleteMany({ where: { product_id } });
  await tx.availability.deleteMany({ where: { product_id } });
  await tx.modelPattern.deleteMany({ where: { model: { product_id } } });
  await tx.productModel.deleteMany({ where: { product_id } });
  await tx.productSegment.createMany({
    data: drafts.flatMap(({ id, fields }) =>
      fields.segments.map((key) => ({ product_id: id, segment_id: refs.id("segment", key) })),
    ),
  });
  await tx.availability.createMany({
    data: drafts.flatMap(({ id, fields }) =>
      fields.availability.map(({ channel, ...own }) => ({
        id: uuidv7(),
        product_id: id,
        channel_id: refs.id("party", channel),
        ...own,
      })),
    ),
  });
  await writeModels(tx, drafts);
}

async function writeModels(tx: Tx, drafts: readonly Draft<S>[]): Promise<void> {
  const models = drafts.flatMap(({ id, fields }) =>
    fields.models.map((model) => ({ id: uuidv7(), product_id: id, model })),
  );
  await tx.productModel.createMany({
    data: models.map(({ id, product_id, model: { patterns: _, ...own } }) => ({ id, product_id, ...own })),
  });
  await tx.modelPattern.createMany({
    data: models.flatMap(({ id, model }) =>
      model.patterns.map((pattern) => ({
        id: uuidv7(),
        model_id: id,
        pattern,
        normalised: normalisePattern(pattern),
      })),
    ),
  });
}
