import { z } from "zod";
import { Key, loose, Name, RecordFields } from "../fields";

export const SegmentFields = z.object({ key: Key, name: Name, parent: Key.nullable() });

export const SegmentInput = z.strictObject({
  key: Key,
  name: Name,
  parent: loose(Key).describe("The wider segment that this one is part of."),
});
export type SegmentInput = z.infer<typeof SegmentInput>;

export const SegmentView = SegmentFields.extend(RecordFields).extend({
  parent_name: z.string().nullable(),
  /** Products that are in this very segment. */
  products: z.number().int(),
});
export type SegmentView = z.infer<typeof SegmentView>;
