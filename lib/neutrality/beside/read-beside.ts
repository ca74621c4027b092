import { setImmediate } from "node:timers/promises";
import { type Actor, authorize } from "@/lib/access";
import { assess } from "../assess";
import { addPlaceboGuard } from "../baselines/logit-guards";
import { type Tested, withTested } from "../baselines/partner-revealed";
import type { Context } from "../context";
import { judgeMeasured } from "../judging";
import { keptAnswer } from "../kept-answer";
import { measure } from "../measure";
import type { Measured } from "../measured";
import type { ProgressWatch } from "../progress";
import { Baseline, type NeutralityQuery } from "../schema";
import { oneAtATime, reportProgress } from "../turns";
import { dayOf } from "../window";
import { readBaselines } from "./baseline-answers";
import { judgeMateriality, MATERIALITIES } from "./by-materiality";
import { composePlacebo, notesOf } from "./compose";
import { composeEligibility } from "./eligibility";
import { composeExclusionShares } from "./exclusion-shares";
import { readOtherChoices } from "./exclusion-shares-sql";
import { composeHonesty } from "./honesty";
import { composeNearTies } from "./near-ties";
import { composeOutcomeTest } from "./outcomes";
import { placeboDays, readPlacebos } from "./placebo-sql";
import { readParts } from "./read-parts";
import type { Beside, MaterialityPoint } from "./schema";
import { composeVersions } from "./version-lifts";

/**
 * What stands beside the verdict on the same query: `docs/methods.md`. The same answer for everybody who may see it.
 * Kept in memory as verdicts are. Throws 403, and 422 for a focus on nobody.
 */
export async function readBeside(
  actor: Actor,
  query: NeutralityQuery,
  watch?: ProgressWatch,
): Promise<Beside> {
  authorize(actor, "routing:read");
  const make = async (context: Context): Promise<Beside> => {
    const standing = await assess(actor, query);
    const baselines = await readBaselines(actor, query, standing, (done) => reportProgress(done, STEPS));
    const beside = await oneAtATime(() => compute(query, context, standing.baseline));
    return { ...beside, baselines };
  };
  return keptAnswer(actor, "beside", query, make, watch);
}

/** What each baseline says; then the prepared window, what is asked of it, and the verdict as the materiality goes up. */
const STEPS = Baseline.options.length + 3;
const stepDone = (after_baselines: number): void =>
  reportProgress(Baseline.options.length + after_baselines, STEPS);

/** `baseline` is the one that the query's verdict stands on. */
async function compute(
  query: NeutralityQuery,
  context: Context,
  baseline: Baseline,
): Promise<Omit<Beside, "baselines">> {
  stepDone(0);
  // Prepared tables are big: one after the other.
  const other = baseline === "partner_revealed" ? null : await measure({ ...query, baseline }, context);
  const others = await readOtherChoices(query, context);
  return withTested({ ...query, baseline: "partner_revealed" }, context, { detail: true }, async (tested) => {
    stepDone(1);
    const { design, coefficients } = tested;
    const placebos =
      tested.placebos ?? (await readPlacebos(design, coefficients, placeboDays(tested.measured)));
    const revealed = tested.placebos ? tested.measured : addPlaceboGuard(tested.measured, placebos);
    const parts = await readParts(tested, context);
    const composed = composeRevealed(query, context, { tested, revealed, placebos, parts, others });
    const judged = other ?? revealed;
    stepDone(2);
    const by_materiality = await readByMateriality({ ...query, baseline }, judged);
    // Where the baseline has no fits, its table does not tell versions apart.
    const versions = versionsOf(query, judged.fits.length > 0 ? judged : revealed);
    const { from, to, focus } = query;
    return { from, to, focus, baseline, level: 1 - query.alpha, ...composed, versions, by_materiality };
  });
}

const versionsOf = (query: NeutralityQuery, measured: Measured): Beside["versions"] =>
  composeVersions(measured, {
    deflation: judgeMeasured({ ...query, baseline: measured.baseline }, measured).deflation,
    alpha: query.alpha,
    dayOf: (day) => dayOf(query, day),
  });

async function readByMateriality(query: NeutralityQuery, measured: Measured): Promise<MaterialityPoint[]> {
  const points: MaterialityPoint[] = [];
  for (const materiality of MATERIALITIES) {
    points.push(judgeMateriality(query, measured, materiality));
    // Each judges the whole window anew: others are served in between.
    await setImmediate();
  }
  return points;
}

type Revealed = {
  tested: Tested;
  revealed: Measured;
  placebos: Parameters<typeof composePlacebo>[3];
  parts: Awaited<ReturnType<typeof readParts>>;
  others: Awaited<ReturnType<typeof readOtherChoices>>;
};

/** What goes by `partner_revealed`, or by no baseline. */
function composeRevealed(
  query: NeutralityQuery,
  { catalogue }: Context,
  { tested, revealed, placebos, parts, others }: Revealed,
): Omit<
  Beside,
  "from" | "to" | "focus" | "baseline" | "level" | "baselines" | "versions" | "by_materiality"
> {
  const { alpha } = query;
  const { prepared, design } = tested;
  const judging = judgeMeasured({ ...query, baseline: "partner_revealed" }, revealed);
  const nameOf = (owner: number) => {
    const key = prepared.names.owners[owner] ?? "";
    return { key, name: catalogue.parties.find((party) => party.key === key)?.name ?? key };
  };
  const by_quality = design.covariates.includes("quality");
  const score_honesty = composeHonesty(parts.outcome, parts.honesty, nameOf, alpha);
  const eligibility_parity = composeEligibility(
    prepared.versions,
    parts.eligibility.sums,
    parts.eligibility,
    {
      alpha,
      dayOf: (day) => dayOf(query, day),
    },
  );
  return {
    notes: notesOf(score_honesty, by_quality, eligibility_parity.jumps.length),
    harm: parts.harm(revealed.covariances, alpha),
    outcome_test: composeOutcomeTest(
      { outcome: parts.outcome, decisions: revealed.counts.usable, by_quality },
      parts.outcomes,
      alpha,
    ),
    score_honesty,
    exclusion_parity: composeExclusionShares([...parts.choices, ...others]),
    eligibility_parity,
    near_ties: composeNearTies(parts.bands, parts.near_ties, judging.deflation, alpha),
    placebo: composePlacebo(query, revealed, judging, placebos, nameOf),
  };
}
