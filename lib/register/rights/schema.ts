import { z } from "zod";
import { Key, listOf, loose, Note, RecordFields, Visibility } from "../fields";

export const RightType = z.enum([
  "board_seat",
  "board_observer",
  "consultation",
  "veto",
  "information",
  "exclusivity",
  "first_refusal",
  "revenue_share",
  "spend_commitment",
  "compute_allocation",
  "ip_licence",
  "data_access",
  "embedded_staff",
]);
export type RightType = z.infer<typeof RightType>;

/** Three different things: it was agreed, it was not, nobody has said. */
export const RightState = z.enum(["agreed", "not_agreed", "unknown"]);
export type RightState = z.infer<typeof RightState>;

export const RightFields = z.object({
  key: Key,
  partnership: Key,
  holder: Key,
  type: RightType,
  state: RightState,
  scope: Note.nullable(),
  visibility: Visibility,
  sources: listOf(Key),
});

/** As it stands inside a partnership of the import document. */
export const RightItem = z.strictObject({
  key: Key,
  holder: Key.describe("The party that holds the right."),
  type: RightType,
  state: RightState.describe("Agreed, not agreed, or unknown: three different things."),
  scope: loose(Note).describe("What it covers."),
  visibility: loose(Visibility),
  sources: loose(listOf(Key)).describe("Documents that state this."),
});

export const RightInput = RightItem.extend({ partnership: Key.describe("The partnership it belongs to.") });
export type RightInput = z.infer<typeof RightInput>;

export const RightView = RightFields.extend(RecordFields).extend({
  holder_name: z.string(),
  partner: Key,
  partner_name: z.string(),
});
export type RightView = z.infer<typeof RightView>;
