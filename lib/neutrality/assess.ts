import { type Actor, authorize } from "@/lib/access";
import type { DataDigest } from "./answer-schema";
import { namedInvestees } from "./baselines/assumptions";
import { defaultBaseline } from "./baselines/default-baseline";
import { composeNeutrality } from "./compose";
import { PartsOf } from "./compose-parts";
import type { Context } from "./context";
import { readDataDigest } from "./data-digest";
import { type Judging, judgeMeasured, type Meanwhile } from "./judging";
import { keptAnswer } from "./kept-answer";
import { measure } from "./measure";
import type { Measured } from "./measured";
import type { Neutrality, NeutralityQuery, NeutralityWithSeries } from "./schema";
import { policyDays } from "./store/groups";
import { versionsBegunWithin } from "./store/ran-before";
import { oneAtATime } from "./turns";

/**
 * Whether the router picks the focus's models more (or less) often than a neutral one would, on the decisions of
 * the window: `docs/methods.md`. The same answer for everybody who may see it; whom `investees` means is what the one
 * who asks may see of it. Throws 403, and 422 for a focus on nobody.
 */
export const assess = async (actor: Actor, query: NeutralityQuery): Promise<Neutrality> =>
  (await assessWithSeries(actor, query)).neutrality;

/** As `assess`, with the series of its chart. Kept in memory until traffic, catalogue, policies or sources change. */
export async function assessWithSeries(actor: Actor, query: NeutralityQuery): Promise<NeutralityWithSeries> {
  authorize(actor, "routing:read");
  return keptAnswer(actor, "verdict", query, (context) => oneAtATime(() => compute(actor, query, context)));
}

async function compute(
  actor: Actor,
  query: NeutralityQuery,
  context: Context,
): Promise<NeutralityWithSeries> {
  const composer = new PartsOf(query);
  const { measured, data } = await measureIdentified(actor, query, context, (found, judging) =>
    composer.begin(found, judging),
  );
  const judging = await withBegun(query, measured, judgeMeasured(query, measured));
  const { strata, ...parts } = composer.of(measured, judging);
  const composed = composeNeutrality({ query, measured, judging, strata }, data);
  const assumptions = [...composed.assumptions, ...namedInvestees(query, context)];
  return { neutrality: { ...composed, assumptions }, ...parts };
}

/** Often enough that decisions must be coming in all the time. */
const TRIES = 3;

/**
 * What the baseline makes of the window, with the digest of the same data: where decisions came in between, both are read
 * anew, and where they keep coming the figures stand without a digest.
 */
async function measureIdentified(
  actor: Actor,
  query: NeutralityQuery,
  context: Context,
  meanwhile: Meanwhile,
): Promise<{ measured: Measured; data: DataDigest }> {
  const asked = { ...query, baseline: query.baseline ?? (await defaultBaseline(query)) };
  for (let left = TRIES - 1; ; left -= 1) {
    const [measured, { decisions, digest, ...data }] = await Promise.all([
      measure(asked, context, meanwhile),
      readDataDigest(actor, asked, context),
    ]);
    const same = decisions === measured.counts.decisions;
    if (same || left <= 0) return { measured, data: { ...data, digest: same ? digest : null } };
  }
}

/** A version that was running when the window began is not what a tilt since its first day began with. */
async function withBegun(query: NeutralityQuery, { versions }: Measured, judging: Judging): Promise<Judging> {
  if (judging.judgement.onset === null) return judging;
  return { ...judging, version_days: policyDays(await versionsBegunWithin(query, versions)) };
}
