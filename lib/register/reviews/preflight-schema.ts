import { z } from "zod";

export const PreflightNumber = z
  .uuid("The number of a run, as its page shows it.")
  .nullable()
  .describe(
    "Id of a pre-flight that the judgement rests on, for an overlap of its router; the review is pinned to it and to its record_hash. Null: none.",
  );

/** A run that a review may rest on. */
export const OfferedPreflight = z.object({
  id: z.string(),
  policy: z.string().nullable().describe("Key of the policy; null for a draft that was not recorded."),
  created_at: z.string(),
});
export type OfferedPreflight = z.infer<typeof OfferedPreflight>;

export const PinnedPreflight = OfferedPreflight.extend({
  record_hash: z
    .string()
    .describe("SHA-256 of all that was kept of the run when the review was pinned to it."),
  intact: z.boolean().describe("Whether the run still has that hash."),
});
export type PinnedPreflight = z.infer<typeof PinnedPreflight>;
