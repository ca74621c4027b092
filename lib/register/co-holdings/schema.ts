import { z } from "zod";
import { Key, listOf, loose, RecordFields, Visibility } from "../fields";

export const CoHoldingFields = z.object({
  key: Key,
  parties: listOf(Key).min(2),
  at_least: z.number().int().min(1).max(100_000).nullable(),
  named: listOf(Key),
  visibility: Visibility,
  sources: listOf(Key),
});

export const CoHoldingInput = z.strictObject({
  key: Key,
  parties: listOf(Key).min(2, "Name the two or more parties that are held together."),
  at_least: loose(z.number().int().min(1).max(100_000)).describe(
    "How many investors hold all of them, at least.",
  ),
  named: loose(listOf(Key)).describe("Those of the investors that are named."),
  visibility: loose(Visibility),
  sources: loose(listOf(Key)).describe("Documents that state this."),
});
export type CoHoldingInput = z.infer<typeof CoHoldingInput>;

export const CoHoldingView = CoHoldingFields.extend(RecordFields).extend({
  party_names: z.record(z.string(), z.string()),
});
export type CoHoldingView = z.infer<typeof CoHoldingView>;
