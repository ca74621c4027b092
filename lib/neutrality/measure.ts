import { measureDeclaredPolicy } from "./baselines/declared-policy";
import { defaultBaseline } from "./baselines/default-baseline";
import { measureOwnerBlind } from "./baselines/owner-blind";
import { measurePartnerRevealed } from "./baselines/partner-revealed";
import { measureReferenceShare } from "./baselines/reference-share";
import type { Context } from "./context";
import type { Meanwhile } from "./judging";
import type { Measured } from "./measured";
import type { Baseline, NeutralityQuery } from "./schema";

/** How each baseline reduces the window's decisions in the engine. Nothing stays behind in the store. */
const MEASURES: Record<
  Baseline,
  (query: NeutralityQuery, context: Context, meanwhile?: Meanwhile) => Promise<Measured>
> = {
  partner_revealed: measurePartnerRevealed,
  declared_policy: measureDeclaredPolicy,
  owner_blind: measureOwnerBlind,
  reference_share: measureReferenceShare,
};

/** What the baseline asked for, or else the default one, makes of the window. */
export async function measure(
  query: NeutralityQuery,
  context: Context,
  meanwhile?: Meanwhile,
): Promise<Measured> {
  return MEASURES[query.baseline ?? (await defaultBaseline(query))](query, context, meanwhile);
}
