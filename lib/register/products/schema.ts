import { z } from "zod";
import { Key, listOf, loose, Name, Note, PartialDate, Price, RecordFields } from "../fields";

export const Lifecycle = z.enum(["preview", "ga", "retired"]);
export type Lifecycle = z.infer<typeof Lifecycle>;

const Pattern = z
  .string()
  .trim()
  .min(1)
  .max(300)
  .describe("A name as gateways log it, or a glob with * and ?; compared without regard to case.");

const Task = z.string().trim().min(1).max(256);
const Quality = z.number().min(0).max(1);

export const PriceFields = z.object({
  from: PartialDate,
  input_price_usd_per_mtok: Price.nullable(),
  output_price_usd_per_mtok: Price.nullable(),
  source: Key.nullable(),
});
export const QualityFields = z.object({
  task: Task.nullable(),
  from: PartialDate,
  quality: Quality,
  source: Key.nullable(),
});
export const ModelFields = z.object({
  name: Name,
  patterns: listOf(Pattern),
  input_price_usd_per_mtok: Price.nullable(),
  output_price_usd_per_mtok: Price.nullable(),
  prices: z.array(PriceFields),
  quality_estimates: z.array(QualityFields),
});
export type ModelFields = z.infer<typeof ModelFields>;
export const AvailabilityFields = z.object({
  channel: Key,
  from: PartialDate.nullable(),
  until: PartialDate.nullable(),
  exclusive: z.boolean().nullable(),
});
export const ProductFields = z.object({
  key: Key,
  owner: Key,
  name: Name,
  segments: listOf(Key),
  lifecycle: Lifecycle.nullable(),
  preview: PartialDate.nullable(),
  ga: PartialDate.nullable(),
  retired: PartialDate.nullable(),
  note: Note.nullable(),
  models: z.array(ModelFields),
  availability: z.array(AvailabilityFields),
  sources: listOf(Key),
});

const PriceInput = z.strictObject({
  from: PartialDate.describe("The day from which it is listed; a month or a year is its first day."),
  input_price_usd_per_mtok: loose(Price),
  output_price_usd_per_mtok: loose(Price),
  source: loose(Key).describe("The document that lists it."),
});
const QualityInput = z.strictObject({
  task: loose(Task).describe("As decisions name it; absent: every task without an estimate of its own."),
  from: PartialDate.describe("The day from which it stands; it says nothing about decisions before."),
  quality: Quality.describe("What an answer is expected to be worth, between 0 and 1."),
  source: loose(Key).describe("The document that it was taken from."),
});
const ModelInput = z.strictObject({
  name: Name.describe("The deployable name."),
  patterns: loose(listOf(Pattern)).describe("What gateways log for it; default: the name itself."),
  input_price_usd_per_mtok: loose(Price).describe("List price of a million input tokens, USD."),
  output_price_usd_per_mtok: loose(Price).describe("List price of a million output tokens, USD."),
  prices: loose(z.array(PriceInput).max(500)).describe(
    "List prices by date; before the first of them the price without a date stands.",
  ),
  quality_estimates: loose(z.array(QualityInput).max(2000)).describe(
    "Expected quality by task and date, for decisions whose log carries no candidates.",
  ),
});
const AvailabilityInput = z.strictObject({
  channel: Key.describe("The party on whose platform it is sold."),
  from: loose(PartialDate),
  until: loose(PartialDate),
  exclusive: loose(z.boolean()).describe("True when it is sold on this channel alone."),
});

export const ProductInput = z.strictObject({
  key: Key,
  owner: Key.describe("The party that owns it; first-party when that is the platform or below it."),
  name: Name,
  segments: listOf(Key).describe("Market segments that it is sold in."),
  lifecycle: loose(Lifecycle),
  preview: loose(PartialDate),
  ga: loose(PartialDate).describe("General availability."),
  retired: loose(PartialDate).describe("When it was taken off the market."),
  note: loose(Note),
  models: loose(z.array(ModelInput).max(500)),
  availability: loose(z.array(AvailabilityInput).max(100)),
  sources: loose(listOf(Key)).describe("Documents that state this."),
});
export type ProductInput = z.infer<typeof ProductInput>;

export const ProductView = ProductFields.extend(RecordFields).extend({
  owner_name: z.string(),
  owner_ordinal: z.number().int(),
  first_party: z.boolean(),
  segment_names: z.record(z.string(), z.string()),
  channel_names: z.record(z.string(), z.string()),
});
export type ProductView = z.infer<typeof ProductView>;

export const NameModelInput = z.strictObject({
  pattern: Pattern.describe("The name that matches nothing yet."),
  product: Key.describe("The product it belongs to."),
  model: Name.optional().describe("The model of the product; default: a new one with this name."),
});
export type NameModelInput = z.infer<typeof NameModelInput>;
