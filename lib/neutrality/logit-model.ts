import { z } from "zod";

const maybe = z.number().nullable();

/** A conditional logit as an answer tells it. */
export const LogitModel = z.object({
  decisions: z.number().int(),
  log_likelihood: z.number(),
  coefficients: z.array(
    z.object({ name: z.string(), estimate: z.number(), se: z.number(), robust_se: maybe, z: maybe }),
  ),
});
export type LogitModel = z.infer<typeof LogitModel>;
