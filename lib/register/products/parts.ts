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
  await writeModels(tx, drafts, refs);
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

async function writeModels(tx: Tx, drafts: Drafts, refs: Refs): Promise<void> {
  const stored = await tx.productModel.findMany({
    where: { product_id: { in: ids(drafts) } },
    include: { prices: true, quality_estimates: true },
  });
  const idOf = idsOf(stored.map(({ id, product_id, name }) => ({ id, owner: product_id, key: name })));
  await deleteRows(tx, "fact_source", "entity_id", figureIds(stored));
  for (const table of ["model_price", "model_quality", "model_pattern"])
    await deleteRows(tx, table, "model_id", ids(stored));
  await deleteRows(tx, "product_model", "product_id", ids(drafts));
  const models = drafts.flatMap(({ id: product_id, fields }) =>
    fields.models.map(({ patterns, prices, quality_estimates, ...own }) => ({
      row: { id: idOf(product_id, own.name) ?? uuidv7(), product_id, ...own },
      patterns,
      prices,
      quality_estimates,
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
  for (const { row, prices, quality_estimates } of models) {
    await writeFigures(tx, "model_price", row.id, prices, refs);
    await writeFigures(tx, "model_quality", row.id, quality_estimates, refs);
  }
}

type Figures = { prices: readonly { id: string }[]; quality_estimates: readonly { id: string }[] };

const figureIds = (models: readonly Figures[]): string[] =>
  models.flatMap(({ prices, quality_estimates }) => ids([...prices, ...quality_estimates]));

/** Dated figures of a model, each with the document that states it. */
async function writeFigures(
  tx: Tx,
  table: "model_price" | "model_quality",
  model_id: string,
  figures: readonly { source: string | null }[],
  refs: Refs,
): Promise<void> {
  const rows = figures.map(({ source, ...own }) => ({ row: { id: uuidv7(), model_id, ...own }, source }));
  await insertRows(
    tx,
    table,
    rows.map(({ row }) => row),
  );
  await insertRows(
    tx,
    "fact_source",
    rows.flatMap(({ row, source }) =>
      source === null ? [] : [{ entity: table, entity_id: row.id, source_id: refs.id("source", source) }],
    ),
  );
}

/** Key of the document that states each dated figure of these models; null where none does. */
export async function documentsOf(
  tx: Tx,
  models: readonly Figures[],
): Promise<(figure: string) => string | null> {
  const rows = await tx.factSource.findMany({
    where: { entity: { in: ["model_price", "model_quality"] }, entity_id: { in: figureIds(models) } },
    select: { entity_id: true, source: { select: { key: true } } },
  });
  const keys = new Map(rows.map(({ entity_id, source }) => [entity_id, source.key]));
  return (figure) => keys.get(figure) ?? null;
}
