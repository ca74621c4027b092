import { z } from "zod";
import { Key, listOf, loose, RecordFields, Visibility } from "../fields";

const Parties = listOf(Key).refine(
  ({ length }) => length !== 1,
  "Name the two or more parties that are held together.",
);

export const CoHoldingFields = z.object({
  key: Key,
  parties: Parties,
  at_least: z.number().int().min(1).max(100_000).nullable(),
  named: listOf(Key),
  visibility: Visibility,
  sources: listOf(Key),
});

export const CoHoldingInput = z.strictObject({
  key: Key,
  parties: loose(Parties).describe("The two or more parties that are held together; absent is unknown."),
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

/** What a co-holding is called: the parties held together, or its key while they are unknown. */
export const coHoldingTitle = ({ key, parties, party_names }: CoHoldingView): string =>
  parties.map((one) => party_names[one] ?? one).join(" and ") || key;
