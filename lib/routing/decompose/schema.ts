import { z } from "zod";
import { DecisionFilters, Instant, ordered } from "../store/range";

export const DecomposeQuery = z
  .strictObject({
    from: Instant.describe(
      "Beginning of the later period, the one that is explained: a date or an RFC 3339 time.",
    ),
    to: Instant.describe("End of the later period; it does not count itself."),
    against_from: Instant.describe("Beginning of the earlier period, the one that is compared with."),
    against_to: Instant.describe("End of the earlier period; it does not count itself."),
    router: DecisionFilters.router,
  })
  .refine(ordered, { message: "`to` must be later than `from`: ranges are half-open.", path: ["to"] })
  .refine(({ against_from, against_to }) => ordered({ from: against_from, to: against_to }), {
    message: "`against_to` must be later than `against_from`: ranges are half-open.",
    path: ["against_to"],
  });
export type DecomposeQuery = z.infer<typeof DecomposeQuery>;

const share = z
  .number()
  .nullable()
  .describe("Of which went to our own models, as a fraction of 1; null without decisions.");
const Period = z.object({ decisions: z.number().int(), share });
const part = z.number();

/** Fractions of 1; the three parts sum to the change, and each to its column in `by_stratum`. */
export const DecomposeAnswer = z.object({
  change: part.describe(
    "Our own models' share in the period less their share in the one it is compared with.",
  ),
  task_mix: part.describe("What other shares of the tasks brought."),
  router_mix: part.describe("What other shares of the routers within a task brought."),
  within: part.describe("What other shares of our own models within one task and router brought."),
  before: Period.describe("The period that is compared with: `against_from` to `against_to`."),
  after: Period.describe("The period that is explained: `from` to `to`."),
  by_stratum: z
    .array(
      z.object({
        router: z.string().nullable(),
        task: z.string().nullable().describe("Null: the log names none. Both null: all beyond the largest."),
        before: Period,
        after: Period,
        task_mix: part.describe(
          "Above 0 where a task with more than our usual share grew, or one with less shrank.",
        ),
        router_mix: part.describe(
          "Above 0 where a router with more than the task's usual share grew within it, or one with less shrank.",
        ),
        within: part,
      }),
    )
    .describe("The largest thousand by decisions, then the rest as one."),
});
export type DecomposeAnswer = z.infer<typeof DecomposeAnswer>;
