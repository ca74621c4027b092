import { type Actor, authorize } from "@/lib/access";
import { assess } from "../assess";
import { withPreparedWindow } from "../baselines/prepare-window";
import { oneAtATime } from "../cache";
import type { Context } from "../context";
import { keptAnswer } from "../kept-answer";
import { AVAILABLE_BASELINES, METHOD_VERSION, type Neutrality, type NeutralityQuery } from "../schema";
import { composeCurve, type Told } from "./describe-specification";
import { tellOtherBaselines } from "./other-baselines";
import { tellRevealed } from "./revealed";
import type { SpecificationCurve } from "./schema";

/**
 * The lift under every defensible way to measure it, each estimated anew on the same query (Juergensmeier & Skiera
 * 2025): `docs/methods.md` has the list. The same answer for everybody who may see it. Kept in memory as verdicts are.
 * Throws 403, and 422 for a focus on nobody.
 */
export async function readSpecifications(actor: Actor, query: NeutralityQuery): Promise<SpecificationCurve> {
  authorize(actor, "routing:read");
  return keptAnswer(actor, "specifications", query, async (context) => {
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
  });
}

async function tellAll(query: NeutralityQuery, context: Context, verdict: Neutrality): Promise<Told[]> {
  const { revealed, days } = await withPreparedWindow(
    { ...query, baseline: "partner_revealed" },
    context,
    { detail: true },
    (prepared) => tellRevealed(query, context, { prepared, verdict }),
  );
  // A share fixed in advance is known where the question gives one.
  const others = AVAILABLE_BASELINES.filter(
    (name) => name !== "partner_revealed" && (name !== "reference_share" || query.reference !== undefined),
  );
  const told: Told[] = [];
  for (const baseline of others)
    told.push(
      ...(await oneAtATime(() => tellOtherBaselines({ ...query, baseline }, context, { verdict, days }))),
    );
  return [...revealed, ...told];
}
