import { z } from "zod";

const maybe = z.string().nullable();

/** Since when there is a tilt, on UTC days with tested decisions. */
export const Onset = z.object({
  day: maybe.describe("The first tested day at or after the start that the evidence is strongest from."),
  policy_version: maybe.describe("The policy versions that begin there; null for none."),
  starts: z
    .array(z.object({ day: z.string(), policy_version: maybe, share: z.number() }))
    .describe("The fewest starts that carry 90 % of the evidence, largest first, with the share of each."),
});

/** Filters as they were asked for; null: none. */
export const AskedFilters = z.object({
  router: maybe,
  task: maybe,
  region: maybe,
  policy_version: maybe,
});

/** What identifies the data behind an answer. */
export const DataDigest = z.object({
  digest: maybe.describe(
    "sha256: of the decisions of the range and filters (each by its place in its delivery, each delivery by its own digest), of the sources' declarations, the catalogue and the policies. Null where decisions kept coming in while it was computed.",
  ),
  deliveries: z.number().int().describe("Deliveries that the decisions came in."),
  catalogue_version: z.string(),
  policies_version: z.string(),
});
export type DataDigest = z.infer<typeof DataDigest>;

/**
 * The term for ownership that the guard of the full model decides by: that of each fit since the onset (without one,
 * since the first tested day), averaged by the information that its decisions bring to the test.
 */
export const PooledFullModel = z.object({
  estimate: z.number(),
  robust_se: z.number(),
  clearance: z
    .number()
    .describe(
      "How many errors the term lies beyond the materiality; the guard asks for more than the normal quantile of 1 - alpha.",
    ),
  fits: z.number().int(),
  since: z.string(),
});
export type PooledFullModel = z.infer<typeof PooledFullModel>;
