import { z } from "zod";
import { PartialDate, Visibility } from "../fields";
import { FactorView, OverlapKind, OverlapStatus, PathFactView } from "../overlaps/schema";

/**
 * Where a product stands before its launch. `draft`: on no market yet; `preview`: live already, but not generally
 * available. The other three have no gate.
 */
export const LaunchStage = z.enum(["draft", "preview", "available", "retired", "not_ours"]);
export type LaunchStage = z.infer<typeof LaunchStage>;

/** Whether the launch gate has something to say. */
export const hasGate = (stage: LaunchStage): boolean => stage === "draft" || stage === "preview";

export const LaunchOverlap = z.object({
  kind: OverlapKind,
  title: z.string().describe("As it will be said once the product is live."),
  effect: z
    .enum(["new", "adds"])
    .describe(
      "new: without this product there is no such overlap. adds: there is, and the product joins it.",
    ),
  already: z.boolean().describe("Stands today with this product on its path: it is in preview, or routed."),
  overlap: z
    .object({ key: z.string(), status: OverlapStatus })
    .nullable()
    .describe("The overlap of the register, where there is or was one."),
  severity: z.number().int(),
  severity_before: z.number().int().nullable().describe("Without the product; null where there was none."),
  points: z.number().int(),
  points_max: z.number().int(),
  known: z.number().int().describe("Factors known."),
  factor_count: z.number().int(),
  segment: z.string().nullable(),
  segment_name: z.string().nullable(),
  partners: z.array(z.string()).describe("Keys of the partners on the path."),
  visibility: Visibility,
  rule: z.string(),
  rule_version: z.string(),
  factors: z.array(FactorView),
  path: z.array(PathFactView),
});
export type LaunchOverlap = z.infer<typeof LaunchOverlap>;

export const LaunchPartner = z.object({
  key: z.string(),
  name: z.string(),
  ordinal: z.number().int(),
  investee: z.boolean(),
  overlaps: z.number().int(),
  new_overlaps: z.number().int().describe("Those that do not stand yet and that the launch makes."),
  highest_severity: z.number().int(),
});
export type LaunchPartner = z.infer<typeof LaunchPartner>;

export const LaunchWall = z.object({
  right: z.string().describe("Key of the right."),
  type: z.string(),
  state: z
    .enum(["agreed", "unknown"])
    .describe("unknown: nobody has said whether we hold it; if we do, it needs a wall."),
  sentence: z.string(),
  partner: z.string(),
  partner_name: z.string(),
  already: z.boolean().describe("Needs the wall today already, without this product."),
});
export type LaunchWall = z.infer<typeof LaunchWall>;

export const LaunchGateView = z.object({
  product: z.object({ key: z.string(), name: z.string() }),
  stage: LaunchStage,
  launch_on: PartialDate.nullable().describe("Recorded day of general availability."),
  as_of: z.string().describe("Day on which the recorded facts are looked at: the launch, or today."),
  segments: z.array(z.string()).describe("Names; without one no competition can be found."),
  overlaps: z.array(LaunchOverlap).describe("Heaviest first."),
  partners: z.array(LaunchPartner),
  walls: z.array(LaunchWall),
  sees_all: z
    .boolean()
    .describe(
      "Whether the reader stands above the walls. Else facts that he may not see could add to this; the answer is the same whether they do.",
    ),
});
export type LaunchGateView = z.infer<typeof LaunchGateView>;
