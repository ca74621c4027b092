import { z } from "zod";
import { Key, listOf, loose, Note, PartialDate, RecordFields, Visibility } from "../fields";
import { RightItem } from "../rights/schema";

export const PartnershipKind = z.enum([
  "investee",
  "model_supplier",
  "cloud_customer",
  "marketplace_seller",
  "co_developer",
  "reseller",
  "competitor",
]);
export type PartnershipKind = z.infer<typeof PartnershipKind>;

/** What forms offer; others are kept as they are given. */
export const PARTNERSHIP_STATUSES = ["planned", "active", "ended"] as const;
const Status = z.string().trim().min(1).max(60);
export const Influence = z.enum([
  "none",
  "minority_passive",
  "material_influence",
  "de_facto_control",
  "control",
]);

export const PartnershipFields = z.object({
  key: Key,
  partner: Key,
  kinds: listOf(PartnershipKind).min(1),
  status: Status.nullable(),
  influence: Influence.nullable(),
  start: PartialDate.nullable(),
  end: PartialDate.nullable(),
  notes: Note.nullable(),
  visibility: Visibility,
  sources: listOf(Key),
});

export const PartnershipInput = z.strictObject({
  key: Key,
  partner: Key.describe("The party on the other side."),
  kinds: listOf(PartnershipKind).min(1, "Say what kind of partnership it is."),
  status: loose(Status).describe("Planned, active or ended."),
  influence: loose(Influence).describe("How far the platform can steer the partner."),
  start: loose(PartialDate),
  end: loose(PartialDate),
  notes: loose(Note),
  visibility: loose(Visibility).describe("Public wants a source; confidential facts stay with those inside."),
  sources: loose(listOf(Key)).describe("Documents that state this."),
});
export type PartnershipInput = z.infer<typeof PartnershipInput>;

/** The import document carries a partnership's rights inside it. */
export const PartnershipItem = PartnershipInput.extend({ rights: loose(z.array(RightItem).max(200)) });

export const PartnershipView = PartnershipFields.extend(RecordFields).extend({
  partner_name: z.string(),
  rights: z.array(Key),
});
export type PartnershipView = z.infer<typeof PartnershipView>;
