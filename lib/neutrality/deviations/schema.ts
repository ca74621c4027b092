import { z } from "zod";
import { PolicyRule } from "@/lib/register";
import { DecisionFilters, Instant, ORDERED, ordered } from "@/lib/routing";
import { Focus } from "../schema";

export const DeviationsQuery = z
  .strictObject({
    from: Instant,
    to: Instant,
    ...DecisionFilters,
    focus: Focus,
    cursor: z.string().max(400).optional(),
    limit: z.coerce.number().int().min(1).max(1000).default(100),
  })
  .refine(ordered, ORDERED);
export type DeviationsQuery = z.infer<typeof DeviationsQuery>;

/** Also as a file, which holds all of them: it has no pages. */
export const DeviationsFormat = z
  .enum(["json", "csv"])
  .default("json")
  .describe("csv: all of them as a file.");

const Maybe = z.number().nullable();

export const DeviationView = z.object({
  id: z.string().describe("Source and decision_id, parted by a colon, as in the list of decisions."),
  source: z.string(),
  decision_id: z.string(),
  occurred_at: z.string(),
  router: z.string(),
  policy_version: z.string().nullable().describe("Whose rule was in force."),
  task: z.string().nullable(),
  rule: PolicyRule,
  chosen_model: z.string(),
  candidates: z.array(
    z.object({
      model: z.string(),
      owner: z.string(),
      owner_name: z.string(),
      focal: z.boolean(),
      chosen: z.boolean(),
      neutral: z.boolean().describe("The rule names it: it is the best, or one of several equals."),
      gap: z.number().describe("How far it lies behind the best under the rule; 0 for the best."),
      quality: Maybe,
      cost_usd: Maybe,
      latency_ms: Maybe,
    }),
  ),
  extra_cost_usd: Maybe.describe(
    "Expected cost of the chosen model less that of the mean of what the rule names: what it cost the customer.",
  ),
  extra_quality: Maybe.describe("The same of expected quality; below 0 the customer got less."),
});
export type DeviationView = z.infer<typeof DeviationView>;

export const DeviationsAnswer = z.object({
  items: z.array(DeviationView),
  total: z.number().int().describe("All deviations of the window."),
  decisions: z
    .number()
    .int()
    .describe("Decisions that the rule could be applied to, with both sides present."),
  next_cursor: z.string().nullable(),
});
export type DeviationsAnswer = z.infer<typeof DeviationsAnswer>;
