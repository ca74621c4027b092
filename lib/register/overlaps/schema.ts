import { z } from "zod";
import { Visibility } from "../fields";

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

const many = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    (value) => (typeof value === "string" ? value.split(",").filter(Boolean) : value),
    z.array(item).max(20),
  );

const Severity = z.coerce.number().int().min(1).max(5);

export const OVERLAP_SORTS = [
  "number",
  "severity",
  "points",
  "kind",
  "status",
  "title",
  "detected_at",
  "due",
] as const;

const Sort = z
  .string()
  .max(120)
  .refine(
    (text) => text.split(",").every((part) => OVERLAP_SORTS.some((name) => name === part.replace(/^-/, ""))),
    `Sort by ${OVERLAP_SORTS.join(", ")}; a minus in front turns it around.`,
  );

/** What both the list and its export are asked with. */
export const OverlapFilter = z.strictObject({
  status: many(z.union([OverlapStatus, z.literal("open")]))
    .optional()
    .describe("One or more statuses, by comma; `open` is all but cleared and superseded."),
  kind: many(OverlapKind).optional().describe("One or more kinds, by comma."),
  severity: many(Severity).optional().describe("One or more severities from 1 to 5, by comma."),
  party: z.string().max(120).optional().describe("Key of a party on the path."),
  segment: z.string().max(120).optional().describe("Key of a segment; those below it count."),
  q: z.string().max(200).optional().describe("Words of the title, or a number such as OV-0012."),
  sort: Sort.optional().describe("Default: -severity,-points,number."),
  format: z.enum(["json", "csv"]).optional().describe("`csv`: exactly what is filtered, all of it."),
  columns: z.string().max(400).optional().describe("For `csv`: the columns wanted, by comma."),
});
export type OverlapFilter = z.infer<typeof OverlapFilter>;

export const OverlapListQuery = OverlapFilter.extend({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).optional().describe("Default 100."),
});
export type OverlapListQuery = z.infer<typeof OverlapListQuery>;

export const OverlapPartyView = z.object({
  key: z.string(),
  name: z.string(),
  role: z.enum(["platform", "partner", "investee", "investor", "rival_platform"]),
});
export type OverlapPartyView = z.infer<typeof OverlapPartyView>;

const SegmentRef = z.object({ key: z.string(), name: z.string() });

export const OverlapListItem = z.object({
  id: z.string(),
  name: z.string().describe("OV-0012."),
  kind: OverlapKind,
  title: z.string(),
  status: OverlapStatus,
  severity: z.number().int().describe("1 to 5."),
  points: z.number().int(),
  points_max: z.number().int(),
  known: z.number().int().describe("Factors known."),
  factor_count: z.number().int(),
  segment: SegmentRef.nullable(),
  parties: z.array(OverlapPartyView),
  rule: z.string(),
  rule_version: z.string(),
  facts_hash: z.string(),
  visibility: Visibility,
  detected_at: z.string(),
  due: z.string().nullable().describe("Day by which it is to be judged (again); null once superseded."),
  superseded_at: z.string().nullable(),
  version: z.number().int(),
});
export type OverlapListItem = z.infer<typeof OverlapListItem>;

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
  action: z.string(),
  reason: z.string().nullable(),
  changes: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
});

export const OverlapView = OverlapListItem.extend({
  factors: z.array(FactorView),
  weight: z.number().describe("1, or 0.5 where a date that matters is unknown: then points count half."),
  could_add: z.number().int().describe("Points that the unknown factors could add."),
  could_reach: z.number().int().describe("Severity with all of them."),
  points_table: z.number().int().describe("Version of the table of points."),
  path: z.array(PathFactView),
  history: z.array(OverlapHistoryItem),
});
export type OverlapView = z.infer<typeof OverlapView>;
