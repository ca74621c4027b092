import { z } from "zod";

const bound = z.number().nullable();
const Interval99 = { share: z.number(), lower: bound, upper: bound };

const OwnShare = z
  .object({
    /** Decisions (pinned), or the measure asked (routed). */
    of: z.number(),
    ...Interval99,
  })
  .nullable();

export const PolicyMark = z.object({
  router: z.string(),
  policy_version: z.string(),
  /** The day from which the version decides. */
  day: z.string(),
});
export type PolicyMark = z.infer<typeof PolicyMark>;

export const ShareDetail = z.object({
  /** Digest of the catalogue that attributed the names. */
  catalogue: z.string(),
  /** Whether any of the traffic was made by a generator. */
  generated: z.boolean(),
  sources: z.array(z.object({ key: z.string(), name: z.string(), generated: z.boolean() })),
  /** Policy versions of the register that began in the range. */
  marks: z.array(PolicyMark),
  /** Over the whole range, 99 %, robust to customers with tastes; null bounds: too few customers to judge by. */
  groups: z.array(
    z.object({
      key: z.string(),
      ...Interval99,
      /** Our own models' part of the group; null where groups are owners or models. */
      own: z.object(Interval99).nullable(),
    }),
  ),
  first_party: OwnShare,
  /** Share of our own models in what customers choose themselves; null where nothing pinned is attributed. */
  pinned: OwnShare,
  /** Names that routers chose and that match nothing, the most frequent first, at most a hundred. */
  unattributed: z.array(z.object({ name: z.string(), decisions: z.number().int() })),
});
export type ShareDetail = z.infer<typeof ShareDetail>;
