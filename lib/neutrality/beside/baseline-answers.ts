import type { Actor } from "@/lib/access";
import { Problem } from "@/lib/kernel/errors";
import { assess } from "../assess";
import { AVAILABLE_BASELINES, Baseline, type Neutrality, type NeutralityQuery } from "../schema";
import type { BaselineAnswer } from "./schema";

/**
 * What each baseline says of the same window, one after the other: `standing` is what `assess` says to the query. `report`
 * is told how many have answered.
 */
export async function readBaselines(
  actor: Actor,
  query: NeutralityQuery,
  standing: Neutrality,
  report: (done: number) => void = () => undefined,
): Promise<BaselineAnswer[]> {
  const answers: BaselineAnswer[] = [];
  for (const baseline of Baseline.options) {
    report(answers.length);
    answers.push(
      baseline === standing.baseline
        ? answerOf(standing)
        : await readBaseline(actor, { ...query, baseline }, baseline),
    );
  }
  return answers;
}

async function readBaseline(
  actor: Actor,
  query: NeutralityQuery,
  baseline: Baseline,
): Promise<BaselineAnswer> {
  if (!AVAILABLE_BASELINES.includes(baseline)) return unavailable(baseline, ["baseline_not_computed"]);
  try {
    return answerOf(await assess(actor, query));
  } catch (error) {
    // What the baseline cannot be asked with this query is an answer of its own; anything else is a fault.
    if (!(error instanceof Problem) || error.status !== 422) throw error;
    return unavailable(
      baseline,
      error.errors?.map(({ message }) => message) ?? [error.detail ?? error.title],
    );
  }
}

const unavailable = (baseline: Baseline, because: string[]): BaselineAnswer => ({
  baseline,
  available: false,
  because,
  verdict: null,
  usable: 0,
  odds_ratio: null,
  lower: null,
  upper: null,
  coverage: null,
});

/** A baseline that can test nothing here is not available, for the reasons that its verdict gives. */
export function answerOf({ baseline, usable, verdict, because, tilt, coverage }: Neutrality): BaselineAnswer {
  if (usable === 0) return { ...unavailable(baseline, because), coverage };
  const odds = (log: number | null) => (log === null ? null : Math.exp(log));
  return {
    baseline,
    available: true,
    because,
    verdict,
    usable,
    odds_ratio: tilt.odds_ratio,
    lower: odds(tilt.lower),
    upper: odds(tilt.upper),
    coverage,
  };
}
