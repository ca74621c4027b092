import type { CatalogueModel } from "@/lib/register/server";
import { listCost, type Pool, type PoolCandidate, type Pools, poolOf } from "../pools/pool";
import type { DecisionRow } from "./question";
import type { CandidateView, DecisionView } from "./schema";

type Match = (name: string) => CatalogueModel | null;

type Candidates = Pick<
  DecisionView,
  "candidates" | "candidates_from" | "candidates_policy" | "candidates_complete"
>;

/** The engine's time as RFC 3339. */
export const instantOf = (time: string): string => `${time.replace(" ", "T")}Z`;

/** What a decision was chosen from: as it was logged, else as the router's declared policy names it. */
export function candidatesOf(row: DecisionRow, match: Match, pools: Pools): Candidates {
  if (row.cand_model.length > 0) {
    const candidates = row.cand_model.map((_, at) => toLogged(row, at, match));
    return describe("logged", candidates, null);
  }
  const pool = row.decided_by === "router" ? poolOfRow(row, pools) : null;
  if (!pool) return describe("none", [], null);
  const candidates = pool.candidates.map((candidate) => toDeclared(row, candidate));
  return describe("policy", candidates, pool.policy_version);
}

function describe(
  candidates_from: Candidates["candidates_from"],
  candidates: CandidateView[],
  candidates_policy: string | null,
): Candidates {
  const some = candidates.length > 0;
  return {
    candidates: some ? candidates : null,
    candidates_from,
    candidates_policy,
    candidates_complete: some ? isComplete(candidates) : null,
  };
}

/** Whether nothing is missing that a test could ask of the eligible candidates, and there are any. */
function isComplete(candidates: readonly CandidateView[]): boolean {
  const eligible = candidates.filter((candidate) => candidate.eligible !== false);
  const known = eligible.filter(({ owner, quality, cost_usd, latency_ms }) =>
    [owner, quality, cost_usd, latency_ms].every((value) => value !== null),
  );
  return known.length > 0 && known.length === eligible.length;
}

const poolOfRow = ({ router, policy_version, task, occurred_at }: DecisionRow, pools: Pools): Pool | null =>
  poolOf(pools, { router, policy_version, task, at_ms: Date.parse(instantOf(occurred_at)) });

const ownerOf = (model: CatalogueModel | null) => ({
  owner: model?.owner ?? null,
  owner_name: model?.owner_name ?? null,
  first_party: model?.first_party ?? false,
});

function toLogged(row: DecisionRow, at: number, match: Match): CandidateView {
  const name = row.cand_model[at] ?? "";
  const eligible = row.cand_eligible[at];
  return {
    model: name,
    eligible: eligible === 0 ? false : eligible === 1 ? true : null,
    quality: row.cand_quality[at] ?? null,
    cost_usd: row.cand_cost_usd[at] ?? null,
    latency_ms: row.cand_latency_ms[at] ?? null,
    score: row.cand_score[at] ?? null,
    probability: row.cand_probability[at] ?? null,
    ...ownerOf(match(name)),
  };
}

/** A policy says nothing of latency, scores or probabilities. */
const toDeclared = (row: DecisionRow, candidate: PoolCandidate): CandidateView => ({
  model: candidate.name,
  eligible: true,
  quality: candidate.quality,
  cost_usd: listCost(candidate, row),
  latency_ms: null,
  score: null,
  probability: null,
  ...ownerOf(candidate.model),
});
