import { type Actor, authorize } from "@/lib/access";
import { assess } from "../assess";
import { withPreparedWindow } from "../baselines/prepare-window";
import type { Context } from "../context";
import { keptAnswer } from "../kept-answer";
import type { ProgressWatch } from "../progress";
import { AVAILABLE_BASELINES, METHOD_VERSION, type Neutrality, type NeutralityQuery } from "../schema";
import { oneAtATime, reportProgress } from "../turns";
import { composeCurve, type Told } from "./describe-specification";
import { tellOtherBaselines } from "./other-baselines";
import { tellRevealed } from "./revealed";
import type { SpecificationCurve } from "./schema";

/**
 * The lift under every defensible way to measure it, each estimated anew on the same query (Juergensmeier & Skiera
 * 2025): `docs/methods.md` has the list. The same answer for everybody who may see it. Kept in memory as verdicts are.
 * Throws 403, and 422 for a focus on nobody.
 */
export async function readSpecifications(
  actor: Actor,
  query: NeutralityQuery,
  watch?: ProgressWatch,
): Promise<SpecificationCurve> {
  authorize(actor, "routing:read");
  const make = async (context: Context): Promise<SpecificationCurve> => {
    const verdict = await assess(actor, query);
    const { from, to, focus, direction, alpha, materiality } = verdict;
    const told = await tellAll(query, context, verdict);
    return {
      method_version: METHOD_VERSION,
      from,
      to,
      focus,
      direction,
      alpha,
      materiality,
      ...composeCurve(told),
    };
  };
  return keptAnswer(actor, "specifications", query, make, watch);
}

async function tellAll(query: NeutralityQuery, context: Context, verdict: Neutrality): Promise<Told[]> {
  // A share fixed in advance is known where the question gives one.
  const others = AVAILABLE_BASELINES.filter(
    (name) => name !== "partner_revealed" && (name !== "reference_share" || query.reference !== undefined),
  );
  const { revealed, days, planned } = await withPreparedWindow(
    { ...query, baseline: "partner_revealed" },
    context,
    { detail: true },
    (prepared) => tellRevealed(query, context, { prepared, verdict, others: others.length }),
  );
  const told: Told[] = [];
  for (const [at, baseline] of others.entries()) {
    reportProgress(planned + at, planned + others.length);
    told.push(
      ...(await oneAtATime(() => tellOtherBaselines({ ...query, baseline }, context, { verdict, days }))),
    );
  }
  return [...revealed, ...told];
}
