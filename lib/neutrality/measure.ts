import { measurePartnerRevealed } from "./baselines/partner-revealed";
import type { Context } from "./context";
import type { Measured } from "./measured";
import type { Baseline, NeutralityQuery } from "./schema";

/** How each baseline reduces the window's decisions in the engine. Nothing stays behind in the store. */
const MEASURES: Partial<Record<Baseline, (query: NeutralityQuery, context: Context) => Promise<Measured>>> = {
  partner_revealed: measurePartnerRevealed,
};

/** What the baseline asked for, or the default one, makes of the window. */
export async function measure(query: NeutralityQuery, context: Context): Promise<Measured> {
  const measureBy = MEASURES[query.baseline ?? "partner_revealed"];
  if (!measureBy) throw new Error(`No measure for ${query.baseline}.`);
  return measureBy(query, context);
}
