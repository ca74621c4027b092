import type { Actor } from "@/lib/access";
import { type Neutrality, NeutralityQuery } from "@/lib/neutrality";
import { assess } from "@/lib/neutrality/server";
import { type CandidateView, type DecisionsAnswer, type DecisionsQuery, wholeRange } from "@/lib/routing";
import {
  type DecisionJudge,
  type FoundDecision,
  getDecision,
  listDecisions,
  listTrafficSources,
  trafficDimensions,
} from "@/lib/routing/server";

type Window = Pick<DecisionsQuery, "from" | "to" | "router" | "task" | "region" | "policy_version">;
type Fit = Neutrality["fits"][number];

/** Single decisions, each with how the test of the same window and filters sees it. */
export async function judgedDecisions(actor: Actor, query: DecisionsQuery): Promise<DecisionsAnswer> {
  return listDecisions(actor, query, await judgeOf(actor, query));
}

/** One decision, with how the test of the whole traffic sees it. Throws 403, and 404 when there is none. */
export async function judgedDecision(actor: Actor, id: string): Promise<FoundDecision> {
  const dimensions = await trafficDimensions(actor);
  const judge = dimensions ? await judgeOf(actor, wholeRange(dimensions)) : null;
  return getDecision(actor, id, judge);
}

/** The test of a window between partners, as it applies to a single decision: its covariates and fits. */
export async function judgeOf(actor: Actor, window: Window): Promise<DecisionJudge> {
  const { from, to, router, task, region, policy_version } = window;
  const filters = { router, task, region, policy_version };
  const given = Object.entries(filters).filter(([, value]) => value !== undefined);
  const baseline = "partner_revealed";
  const answer = await assess(
    actor,
    NeutralityQuery.parse({ from, to, baseline, ...Object.fromEntries(given) }),
  );
  const sources = await listTrafficSources(actor);
  const refused = sources.filter(({ effective_quality_basis }) => effective_quality_basis === "outcome");
  return {
    covariates: answer.covariates,
    refused: new Set(refused.map(({ key }) => key)),
    expected: (decision, candidates) => {
      const fit = answer.fits.find(
        (each) =>
          each.router === decision.router && (each.policy_version ?? "") === (decision.policy_version ?? ""),
      );
      return fit ? expectedOf(fit, candidates) : null;
    },
  };
}

const VALUE: Record<string, (candidate: CandidateView) => number | null> = {
  quality: ({ quality }) => quality,
  log_cost: ({ cost_usd }) => (cost_usd === null ? null : Math.log(cost_usd)),
  latency_s: ({ latency_ms }) => (latency_ms === null ? null : latency_ms / 1000),
};

/** q: the focal part of exp(b·z) over all candidates. Null where the baseline has no fit. */
export function expectedOf(fit: Fit, candidates: readonly CandidateView[]): number | null {
  const { baseline_model, reason } = fit;
  if (!baseline_model || reason !== null) return null;
  const utilities = candidates.map((candidate) =>
    baseline_model.coefficients.reduce(
      (sum, { name, estimate }) => sum + estimate * (VALUE[name]?.(candidate) ?? Number.NaN),
      0,
    ),
  );
  const highest = Math.max(...utilities);
  const weights = utilities.map((utility) => Math.exp(utility - highest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const own = weights.reduce((sum, weight, at) => (candidates[at]?.first_party ? sum + weight : sum), 0);
  return Number.isFinite(total) && total > 0 ? own / total : null;
}
