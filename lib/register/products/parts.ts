import type { z } from "zod";
import type { Tx } from "@/lib/db/server";
import { uuidv7 } from "@/lib/kernel/ids";
import { normalisePattern } from "../catalogue/normalise";
import { idsOf } from "../entity/facts";
import { deleteRows, insertRows } from "../entity/rows";
import type { Draft, Refs } from "../entity/types";
import type { ProductFields } from "./schema";

type S = z.infer<typeof ProductFields>;
type Drafts = readonly Draft<S>[];

const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);

/** Segments, models with patterns, and availability: rewritten whole with their products. */
export async function writeProductParts(tx: Tx, drafts: Drafts, refs: Refs): Promise<void> {
  await deleteRows(tx, "product_segment", "product_id", ids(drafts));
  await insertRows(
    tx,
    "product_segment",
    drafts.flatMap(({ id, fields }) =>
      fields.segments.map((key) => ({ product_id: id, segment_id: refs.id("segment", key) })),
    ),
  );
  await writeAvailability(tx, drafts, refs);
  await writeModels(tx, drafts);
}

async function writeAvailability(tx: Tx, drafts: Drafts, refs: Refs): Promise<void> {
  const stored = await tx.availability.findMany({ where: { product_id: { in: ids(drafts) } } });
  const idOf = idsOf(
    stored.map(({ id, product_id, channel_id }) => ({ id, owner: product_id, key: channel_id })),
  );
  await deleteRows(tx, "availability", "product_id", ids(drafts));
  await insertRows(
    tx,
    "availability",
    drafts.flatMap(({ id: product_id, fields }) =>
      fields.availability.map(({ channel, ...own }) => {
        const channel_id = refs.id("party", channel);
        return { id: idOf(product_id, channel_id) ?? uuidv7(), product_id, channel_id, ...own };
      }),
    ),
  );
}

async function writeModels(tx: Tx, drafts: Drafts): Promise<void> {
  const stored = await tx.productModel.findMany({ where: { product_id: { in: ids(drafts) } } });
  const idOf = idsOf(stored.map(({ id, product_id, name }) => ({ id, owner: product_id, key: name })));
  await deleteRows(tx, "model_pattern", "model_id", ids(stored));
  await deleteRows(tx, "product_model", "product_id", ids(drafts));
  const models = drafts.flatMap(({ id: product_id, fields }) =>
    fields.models.map(({ patterns, ...own }) => ({
      row: { id: idOf(product_id, own.name) ?? uuidv7(), product_id, ...own },
      patterns,
    })),
  );
  await insertRows(
    tx,
    "product_model",
    models.map(({ row }) => row),
  );
  await insertRows(
    tx,
    "model_pattern",
    models.flatMap(({ row, patterns }) =>
      patterns.map((pattern) => ({
        id: uuidv7(),
        model_id: row.id,
        pattern,
        normalised: normalisePattern(pattern),
      })),
    ),
  );
}
