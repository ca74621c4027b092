import { z } from "zod";
import { Arm, DecisionFilters, Instant, ORDERED, ordered } from "../store/range";

export const ShareBy = z.enum(["owner", "model", "router", "task", "policy_version", "region"]);
export type ShareBy = z.infer<typeof ShareBy>;
export const Interval = z.enum(["total", "day", "week", "month"]);
export type Interval = z.infer<typeof Interval>;
export const Measure = z.enum(["decisions", "tokens", "cost"]);
export type Measure = z.infer<typeof Measure>;

export const ShareQuery = z
  .strictObject({
    from: Instant,
    to: Instant,
    by: ShareBy.default("owner"),
    interval: Interval.default("total"),
    measure: Measure.default("decisions"),
    arm: Arm.default("production"),
    ...DecisionFilters,
  })
  .refine(ordered, ORDERED);
export type ShareQuery = z.infer<typeof ShareQuery>;

export const EXCLUDED = ["pinned", "fallback", "sticky", "cache", "internal", "unattributed"] as const;
export type Excluded = (typeof EXCLUDED)[number];

export const ShareRow = z.object({
  /** First day of the bucket in UTC; of `total` the `from` of the query. */
  bucket: z.string(),
  key: z.string(),
  label: z.string(),
  first_party: z.boolean(),
  decisions: z.number().int(),
  tokens: z.number().int(),
  cost_usd: z.number(),
  /** Fraction of the bucket's rows, in the measure asked. */
  share: z.number(),
});
export type ShareRow = z.infer<typeof ShareRow>;

export const ShareAnswer = z.object({
  from: z.string(),
  to: z.string(),
  by: ShareBy,
  interval: Interval,
  measure: Measure,
  total: z.number(),
  rows: z.array(ShareRow),
  first_party: z.object({ decisions: z.number().int(), share: z.number() }),
  excluded: z.object({
    pinned: z.number().int(),
    fallback: z.number().int(),
    sticky: z.number().int(),
    cache: z.number().int(),
    internal: z.number().int(),
    unattributed: z.number().int(),
  }),
});
export type ShareAnswer = z.infer<typeof ShareAnswer>;
