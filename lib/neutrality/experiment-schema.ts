import { z } from "zod";

const count = z.number().int();
const maybe = z.number().nullable();

/**
 * The two arms of an experiment, in figures that need no model: decisions (n) and focal choices (x) of production (a) and
 * of the copy blind to ownership (b), on the days and strata where both decided. `q_given_both` is production's expected
 * count given how often both arms together chose the focus: Q of the test. `difference` is that of the shares within days
 * and strata, a fraction of 1. The e-value is a second opinion, in the direction of the verdict.
 */
export const Experiment = z.object({
  n_a: count,
  x_a: count,
  n_b: count,
  x_b: count,
  q_given_both: z.number(),
  difference: maybe,
  mantel_haenszel_odds_ratio: maybe,
  two_stream_e_value: maybe,
});
export type Experiment = z.infer<typeof Experiment>;
