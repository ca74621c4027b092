import { partialDateStart } from "@/lib/kernel/time";
import { isAhead, isPast } from "../overlaps/dates";
import { isLive } from "../overlaps/lifecycle";
import type { SnapshotProduct } from "../overlaps/snapshot";
import type { LaunchStage } from "./schema";

/**
 * Where a product of ours stands. A day of general availability that lies ahead goes before a lifecycle that says
 * `ga` already: it is a plan that was entered early, and the gate is for plans.
 */
export function stageOf(product: SnapshotProduct, as_of_ms: number): LaunchStage {
  if (product.lifecycle === "retired" || isPast(product.retired_on, as_of_ms)) return "retired";
  const ahead = isAhead(product.ga, as_of_ms);
  const launched = product.lifecycle === "ga" || (product.lifecycle === null && product.ga !== null);
  if (launched && !ahead) return "available";
  return isLive(product, as_of_ms) ? "preview" : "draft";
}

/** The instant at which the launch is judged: its first possible moment where that is known and ahead, else now. */
export function launchInstant({ ga }: Pick<SnapshotProduct, "ga">, now_ms: number): number {
  const start = ga === null ? null : partialDateStart(ga);
  return Math.max(now_ms, start ?? now_ms);
}
