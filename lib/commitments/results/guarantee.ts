import { CheckMetric } from "../checks/definition";
import type { ResultView } from "./schema";

/** Metrics whose verdict could be a false alarm by chance, at a level that the check fixes. */
const BY_CHANCE: ReadonlySet<string> = new Set(
  CheckMetric.options.filter(({ shape }) => "alpha" in shape).map(({ shape }) => shape.metric.value),
);

/**
 * `anytime`: the level of the check holds however often it is looked at, since the question was recorded before the first
 * day that it judges; the database takes no other check. Null: nothing of the metric is by chance, so there is no level.
 */
export const guaranteeOf = (metric: string): ResultView["guarantee"] =>
  BY_CHANCE.has(metric) ? "anytime" : null;
