import { z } from "zod";
import { CoHoldingInput } from "../co-holdings/schema";
import { CommitmentInput } from "../commitments/schema";
import { PartyInput } from "../parties/schema";
import { PartnershipItem } from "../partnerships/schema";
import { PolicyInput } from "../policies/schema";
import { ProductInput } from "../products/schema";
import { RoundInput } from "../rounds/schema";
import { SegmentInput } from "../segments/schema";
import { SourceInput } from "../sources/schema";

/** Of a record that the register holds already, what is absent is left alone: then the key alone is required. */
const many = <T extends z.ZodType>(item: T) => z.array(item).optional();

/** One document of register facts. Lists merge by key: what is not mentioned is left alone, null clears. */
export const ImportDocument = z.strictObject({
  sources: many(SourceInput),
  parties: many(PartyInput),
  partnerships: many(PartnershipItem),
  rounds: many(RoundInput),
  co_holdings: many(CoHoldingInput),
  segments: many(SegmentInput),
  products: many(ProductInput),
  policies: many(PolicyInput),
  commitments: many(CommitmentInput),
});
export type ImportDocument = z.infer<typeof ImportDocument>;
export const IMPORT_LISTS = Object.keys(ImportDocument.shape) as (keyof ImportDocument)[];

const { $schema: _, ...documentSchema } = z.toJSONSchema(ImportDocument, {
  io: "input",
  unrepresentable: "any",
});

/** The body of the route: read item by item, so that every fault is named at once. Described as the document. */
export const ImportBody = z.unknown().meta({ ...documentSchema });

export const ImportQuery = z.strictObject({
  dry_run: z
    .enum(["true", "false"])
    .default("false")
    .describe("true: say what would change, change nothing."),
  detail: z.enum(["true", "false"]).default("false").describe("true: name each record that changes as well."),
});

const Counts = z.record(z.string(), z.number().int());
export const ImportChange = z.object({
  list: z.string(),
  key: z.string(),
  change: z.enum(["created", "updated"]),
  fields: z.array(z.string()),
});
export type ImportChange = z.infer<typeof ImportChange>;

export const ImportAnswer = z.object({
  created: Counts,
  updated: Counts,
  unchanged: Counts,
  errors: z.array(z.object({ pointer: z.string(), message: z.string() })),
  changes: z.array(ImportChange).optional(),
});
export type ImportAnswer = z.infer<typeof ImportAnswer>;
