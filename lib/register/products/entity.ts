import type { z } from "zod";
import type { Tx } from "@/lib/db/server";
import { firstPartyIds } from "../catalogue/owners";
import { defineEntity } from "../entity/define";
import { decimalText, metaOf, namesOf, sourcesOf, whereIds } from "../entity/facts";
import { refList, refMaybe } from "../entity/refs";
import { documentsOf, writeProductParts } from "./parts";
import { patternErrors } from "./rules";
import { Lifecycle, ProductFields, ProductInput, ProductView } from "./schema";

type S = z.infer<typeof ProductFields>;

const INCLUDE = {
  owner: true,
  segments: { include: { segment: true } },
  models: { include: { patterns: true, prices: true, quality_estimates: true } },
  availability: { include: { channel: true } },
} as const;

async function load(tx: Tx, ids: readonly string[] | null) {
  const own = firstPartyIds(await tx.party.findMany({ select: { id: true, kinds: true, parent_id: true } }));
  const rows = await tx.product.findMany({ where: whereIds(ids), include: INCLUDE, orderBy: { key: "asc" } });
  const stated = await sourcesOf(tx, "product", ids);
  const documents = await documentsOf(
    tx,
    rows.flatMap(({ models }) => models),
  );
  return rows.map((row) => {
    const meta = metaOf(row);
    const fields: S = {
      key: row.key,
      owner: row.owner.key,
      name: row.name,
      segments: row.segments.map(({ segment }) => segment.key),
      lifecycle: Lifecycle.nullable().parse(row.lifecycle),
      preview: row.preview,
      ga: row.ga,
      retired: row.retired_on,
      note: row.note,
      models: row.models.map((model) => ({
        name: model.name,
        patterns: model.patterns.map(({ pattern }) => pattern),
        input_price_usd_per_mtok: decimalText(model.input_price_usd_per_mtok),
        output_price_usd_per_mtok: decimalText(model.output_price_usd_per_mtok),
        prices: model.prices.map((price) => ({
          from: price.from,
          input_price_usd_per_mtok: decimalText(price.input_price_usd_per_mtok),
          output_price_usd_per_mtok: decimalText(price.output_price_usd_per_mtok),
          source: documents(price.id),
        })),
        quality_estimates: model.quality_estimates.map(({ id, task, from, quality }) => ({
          task,
          from,
          quality,
          source: documents(id),
        })),
      })),
      availability: row.availability.map(({ channel, from, until, exclusive }) => ({
        channel: channel.key,
        from,
        until,
        exclusive,
      })),
      sources: stated.get(row.id) ?? [],
    };
    const view: ProductView = {
      ...fields,
      ...meta,
      owner_name: row.owner.name,
      owner_ordinal: row.owner.ordinal,
      first_party: own.has(row.owner_id),
      segment_names: namesOf(row.segments.map(({ segment }) => segment)),
      channel_names: namesOf(row.availability.map(({ channel }) => channel)),
    };
    return { meta, fields, view };
  });
}

/** Patterns of models compare across products, so the whole catalogue is looked at. */
async function rules(tx: Tx, drafts: readonly { fields: S }[]) {
  const rows = await tx.modelPattern.findMany({ include: { model: { include: { product: true } } } });
  const stored = rows.map(({ pattern, model }) => ({
    pattern,
    product: model.product.key,
    model: model.name,
  }));
  return patternErrors(
    stored,
    drafts.map(({ fields }) => fields),
  );
}

export const products = defineEntity<S, ProductView>({
  name: "product",
  collection: "products",
  input: ProductInput,
  full: ProductFields,
  view: ProductView,
  empty: {
    lifecycle: null,
    preview: null,
    ga: null,
    retired: null,
    note: null,
    models: [],
    availability: [],
    sources: [],
  },
  sets: ["segments", "sources"],
  lists: {
    models: {
      by: "name",
      sets: ["patterns"],
      empty: {
        patterns: [],
        input_price_usd_per_mtok: null,
        output_price_usd_per_mtok: null,
        prices: [],
        quality_estimates: [],
      },
      lists: {
        prices: {
          by: "from",
          empty: { input_price_usd_per_mtok: null, output_price_usd_per_mtok: null, source: null },
        },
        quality_estimates: { by: ["task", "from"], empty: { task: null, source: null } },
      },
      complete: (model) =>
        Array.isArray(model.patterns) && model.patterns.length > 0
          ? model
          : { ...model, patterns: [model.name] },
    },
    availability: { by: "channel", empty: { from: null, until: null, exclusive: null } },
  },
  sourced: true,
  references: (fields) => [
    { kind: "party", key: fields.owner, pointer: "/owner" },
    ...refList("segment", fields.segments, "/segments"),
    ...fields.availability.map(({ channel }, index) => ({
      kind: "party" as const,
      key: channel,
      pointer: `/availability/${index}/channel`,
    })),
    ...refList("source", fields.sources, "/sources"),
    ...fields.models.flatMap(({ prices, quality_estimates }, at) => [
      ...prices.flatMap(({ source }, index) =>
        refMaybe("source", source, `/models/${at}/prices/${index}/source`),
      ),
      ...quality_estimates.flatMap(({ source }, index) =>
        refMaybe("source", source, `/models/${at}/quality_estimates/${index}/source`),
      ),
    ]),
  ],
  managedBy: (fields) => [fields.owner],
  cells: {
    models: ({ models }) => models.map(({ name }) => name),
    availability: ({ availability }) =>
      availability.map(({ channel, from }) => `${channel} ${from ?? "unknown"}`),
  },
  rules,
  load,
  columns: (fields, refs) => ({
    key: fields.key,
    owner_id: refs.id("party", fields.owner),
    name: fields.name,
    lifecycle: fields.lifecycle,
    preview: fields.preview,
    ga: fields.ga,
    retired_on: fields.retired,
    note: fields.note,
  }),
  writeParts: writeProductParts,
});
