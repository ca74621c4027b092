import { z } from "zod";
import { Visibility } from "../fields";
import { ReviewStatus } from "../reviews/schema";

export const OverlapKind = z.enum([
  "product_overlap",
  "rival_investees",
  "shared_investor",
  "router_overlap",
  "wall_missing",
  "channel_conflict",
]);
export type OverlapKind = z.infer<typeof OverlapKind>;

export const OVERLAP_KIND_LABELS: Record<OverlapKind, string> = {
  product_overlap: "Product overlap",
  rival_investees: "Rival investees",
  shared_investor: "Shared investor",
  router_overlap: "Router overlap",
  wall_missing: "Wall missing",
  channel_conflict: "Channel conflict",
};

export const OverlapStatus = z.enum([
  "detected",
  "under_review",
  "confirmed",
  "cleared",
  "cleared_with_conditions",
  "prohibited",
  "superseded",
]);
export type OverlapStatus = z.infer<typeof OverlapStatus>;

export const OVERLAP_STATUS_LABELS: Record<OverlapStatus, string> = {
  detected: "Detected",
  under_review: "Under review",
  confirmed: "Confirmed",
  cleared: "Cleared",
  cleared_with_conditions: "Cleared with conditions",
  prohibited: "Prohibited",
  superseded: "Superseded",
};

/** An overlap is open until it is cleared or its facts no longer hold. */
export const OPEN_STATUSES: readonly OverlapStatus[] = [
  "detected",
  "under_review",
  "confirmed",
  "cleared_with_conditions",
  "prohibited",
];

/** `OV-0012`: how an overlap is called. */
export const overlapName = (number: number): string => `OV-${String(number).padStart(4, "0")}`;

/** The number in `OV-0012` or `ov-12`; null for anything else. */
export function overlapNumber(text: string): number | null {
  const digits = /^ov-0*(\d{1,9})$/i.exec(text)?.[1];
  return digits === undefined ? null : Number(digits);
}

export const OverlapListItem = z.object({
  id: z.string(),
  key: z.string().describe("OV-0012: what people call it."),
  title: z.string().describe("The conflict in one sentence."),
  kind: OverlapKind,
  status: OverlapStatus,
  severity: z.number().int().describe("1 to 5, from the factors that are known."),
  points: z.number().int(),
  points_max: z.number().int(),
  known: z.number().int().describe("Factors known."),
  factor_count: z.number().int(),
  segment: z.string().nullable().describe("Key of the segment in which the two sides meet."),
  segment_name: z.string().nullable(),
  parties: z.array(z.string()).describe("Keys of the parties on the path."),
  party_names: z.array(z.string()),
  counterparts: z.array(z.string()).describe("Names of the parties on the path other than ourselves."),
  products: z.array(z.string()).describe("Keys of the products on the path."),
  own_products: z.array(z.string()).describe("Names of our own products on the path."),
  rule: z.string(),
  rule_version: z.string(),
  points_table: z.number().int().describe("Version of the table of points."),
  facts_hash: z.string().describe("SHA-256 over the substance of the facts; a review is pinned to it."),
  visibility: Visibility.describe("The strictest of the facts on the path."),
  detected_at: z.string(),
  due: z
    .string()
    .nullable()
    .describe("Day by which it is to be judged, or judged again; null once superseded."),
  preparer: z
    .string()
    .nullable()
    .describe("E-mail of who prepares its review; null: whoever manages a party on it."),
  preparer_name: z.string().nullable(),
  reviewer: z.string().nullable().describe("E-mail of who is asked to decide; null: whoever may."),
  reviewer_name: z.string().nullable(),
  open_review: z
    .string()
    .nullable()
    .describe("RV-0003: the review that waits for a decision or for changes."),
  open_review_status: ReviewStatus.nullable(),
  superseded_at: z.string().nullable(),
  updated_at: z.string(),
  version: z.number().int(),
});
export type OverlapListItem = z.infer<typeof OverlapListItem>;

/** Partners × segments, of the overlaps that a query selects. */
export const OverlapMap = z.object({
  partners: z.array(z.object({ key: z.string(), name: z.string() })).describe("Rows, in order of entry."),
  segments: z
    .array(z.object({ key: z.string().nullable(), name: z.string() }))
    .describe("Columns by name; the last may be the null of overlaps without a segment."),
  cells: z
    .array(
      z.object({
        party: z.string(),
        segment: z.string().nullable(),
        overlaps: z.number().int(),
        highest: z.number().int().describe("Severity."),
        next_due: z.string().nullable(),
      }),
    )
    .describe("An overlap of two partners counts with both; what is not here is none."),
  without: z.array(z.object({ key: z.string(), name: z.string() })).describe("Partners with none."),
});
export type OverlapMap = z.infer<typeof OverlapMap>;

export const FactorView = z.object({
  key: z.enum(["closeness", "money", "rights", "traffic", "alternatives"]),
  label: z.string(),
  known: z.string().describe("What is known, or what is missing."),
  points: z.number().int().nullable().describe("Null is unknown, which is not zero."),
  max: z.number().int(),
});
export type FactorView = z.infer<typeof FactorView>;

export const PathNodeView = z.object({
  kind: z.enum(["party", "product", "model", "segment", "router"]),
  key: z.string(),
  label: z.string(),
  note: z.string().nullable(),
  own: z.boolean().describe("Ours."),
});
export type PathNodeView = z.infer<typeof PathNodeView>;

export const PathFactView = z.object({
  no: z.number().int(),
  relation: z.enum(["sold_in", "owns", "runs", "names", "invested", "holds", "right", "available"]),
  entity: z.string(),
  id: z.string(),
  key: z.string(),
  label: z.string(),
  sentence: z.string(),
  figure: z.string().nullable().describe("The amount that it states, in words."),
  visibility: Visibility,
  needed: z.boolean().describe("False where the fact only weighs on severity."),
  sources: z.array(
    z.object({
      key: z.string(),
      title: z.string(),
      url: z.string().nullable(),
      published: z.string().nullable(),
    }),
  ),
  links: z.array(z.object({ from: PathNodeView, to: PathNodeView })),
});
export type PathFactView = z.infer<typeof PathFactView>;

export const OverlapHistoryItem = z.object({
  seq: z.string(),
  at: z.string(),
  actor: z.string(),
  actor_label: z.string(),
  action: z.string(),
  reason: z.string().nullable(),
  changes: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
});

export type OverlapHistoryItem = z.infer<typeof OverlapHistoryItem>;

export const OverlapView = OverlapListItem.extend({
  factors: z.array(FactorView),
  weight: z.number().describe("1, or 0.5 where a date that matters is unknown: then points count half."),
  could_add: z.number().int().describe("Points that the unknown factors could add."),
  could_reach: z.number().int().describe("Severity with all of them."),
  path: z.array(PathFactView),
  history: z.array(OverlapHistoryItem),
});
export type OverlapView = z.infer<typeof OverlapView>;

/** What stands between us and one partner, in a glance. */
export const ConflictCard = z.object({
  party: z.object({
    key: z.string(),
    name: z.string(),
    ordinal: z.number().int(),
    kinds: z.array(z.string()),
  }),
  partnership_kinds: z.array(z.string()).describe("Of partnerships in force."),
  money: z
    .array(
      z.object({
        currency: z.string().nullable(),
        amount: z.string().nullable().describe("Sum of what is stated; null where no amount is known."),
        bound: z.enum(["equal", "about", "up_to", "at_least", "unknown"]),
        unknown_amounts: z.number().int(),
        reports_differ: z.boolean(),
      }),
    )
    .describe("What we committed, by currency; empty: none recorded."),
  rights: z
    .array(
      z.object({
        key: z.string(),
        type: z.string(),
        state: z.enum(["agreed", "not_agreed", "unknown"]),
        holder: z.string(),
        ours: z.boolean(),
      }),
    )
    .describe("Agreed, not agreed and unknown are three different things."),
  competes_with: z.object({
    own_products: z.array(z.string()),
    segments: z.array(z.string()),
    parties: z.array(z.string()).describe("Other parties that we invest in and that compete with it."),
  }),
  overlaps: z.object({
    open: z.number().int(),
    highest_severity: z.number().int().nullable(),
    items: z.array(OverlapListItem).describe("Open ones, heaviest first."),
  }),
  next_date: z.object({ day: z.string(), overlap: z.string() }).nullable(),
});
export type ConflictCard = z.infer<typeof ConflictCard>;
