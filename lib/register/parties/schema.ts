import { z } from "zod";
import { Key, listOf, loose, Name, Note, RecordFields } from "../fields";

export const PartyKind = z.enum([
  "platform",
  "partner",
  "rival_platform",
  "investor",
  "customer",
  "regulator",
  "assurer",
]);
export type PartyKind = z.infer<typeof PartyKind>;

const Manager = z
  .string()
  .trim()
  .toLowerCase()
  .max(320, "At most 320 characters.")
  .pipe(z.email("This is not an e-mail address."));
const Lei = z.string().regex(/^[A-Z0-9]{18}[0-9]{2}$/, "An LEI has 20 characters (ISO 17442).");

export const PartyFields = z.object({
  key: Key,
  name: Name,
  aliases: listOf(Name),
  kinds: listOf(PartyKind).min(1),
  lei: Lei.nullable(),
  parent: Key.nullable(),
  note: Note.nullable(),
  managers: listOf(Manager),
  sources: listOf(Key),
});

export const PartyInput = z.strictObject({
  key: Key,
  name: Name.describe("The name people use."),
  aliases: loose(listOf(Name)).describe("Other names that reports use."),
  kinds: listOf(PartyKind)
    .min(1, "Say what kind of party it is.")
    .describe("What it is to us; may be several."),
  lei: loose(Lei).describe("Legal Entity Identifier."),
  parent: loose(Key).describe("The party that owns it."),
  note: loose(Note),
  managers: loose(listOf(Manager)).describe("E-mail addresses of the people who manage the relationship."),
  sources: loose(listOf(Key)).describe("Documents that state this."),
});
export type PartyInput = z.infer<typeof PartyInput>;

export const PartyView = PartyFields.extend(RecordFields).extend({
  ordinal: z.number().int(),
  parent_name: z.string().nullable(),
  /** The platform, or below it. */
  first_party: z.boolean(),
});
export type PartyView = z.infer<typeof PartyView>;
