import { z } from "zod";
import { Key, Name, Note } from "../fields";

const Side = z.object({
  key: z.string(),
  name: z.string(),
  kinds: z.array(z.string()),
  facts: z.number().int().describe("Facts that refer to it, as far as the asker sees them."),
});

export const LikenessView = z.object({
  reason: z
    .enum(["lei", "name", "initials", "spelling"])
    .describe(
      "lei: the same identifier. name: the same but for legal form, accents or spaces. initials: one abbreviates the other. spelling: a slip of the pen apart.",
    ),
  first: z.string().describe("The name or identifier of the first that is alike."),
  second: z.string(),
});
export type LikenessView = z.infer<typeof LikenessView>;

/** Two parties that may be one and the same. */
export const DuplicateView = z.object({ first: Side, second: Side, likeness: LikenessView });
export type DuplicateView = z.infer<typeof DuplicateView>;

export const DuplicateList = z.object({ items: z.array(DuplicateView), next_cursor: z.null() });

/** A recorded party that a name may mean. */
export const SimilarParty = z.object({ key: z.string(), name: z.string(), likeness: LikenessView });
export type SimilarParty = z.infer<typeof SimilarParty>;

export const SimilarQuery = z.strictObject({ name: Name });
export const SimilarAnswer = z.object({ items: z.array(SimilarParty) });

export const DistinctInput = z.strictObject({
  first: Key,
  second: Key,
  reason: Note.optional().describe("How one knows."),
});
export type DistinctInput = z.infer<typeof DistinctInput>;
