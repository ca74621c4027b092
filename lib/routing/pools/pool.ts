import { changesOf, type Offer, priceAt, qualityAt } from "@/lib/register";
import type { CatalogueModel } from "@/lib/register/server";

/** A policy's candidate: its name, the model that the catalogue knows it as, and what that costs and is worth. */
export type PolicyModel = { name: string; model: CatalogueModel | null; offer: Offer | null };

export type PoolPolicy = {
  router: string;
  policy_version: string;
  from_ms: number;
  models: readonly PolicyModel[];
};

/** Policies by router, each list in order of time; those without candidate models too, since they end others. */
export type Pools = {
  routers: ReadonlyMap<string, readonly PoolPolicy[]>;
  /** Changes whenever a decision's pool may. */
  version: string;
};

/** A candidate that a policy declares, with what the register knew of it then. Prices are USD per million tokens. */
export type PoolCandidate = {
  name: string;
  model: CatalogueModel | null;
  quality: number | null;
  input_price: number | null;
  output_price: number | null;
};

/** What a router chose between by its declared policy. */
export type Pool = { router: string; policy_version: string; candidates: readonly PoolCandidate[] };

const byTime = (a: PoolPolicy, b: PoolPolicy): number =>
  a.from_ms - b.from_ms || (a.policy_version < b.policy_version ? -1 : 1);

/** Groups policies by router; of two that begin at one instant the later name is in force. */
export function groupPolicies(policies: readonly PoolPolicy[]): Pools["routers"] {
  const routers = new Map<string, PoolPolicy[]>();
  for (const policy of policies) routers.set(policy.router, [...(routers.get(policy.router) ?? []), policy]);
  for (const of_router of routers.values()) of_router.sort(byTime);
  return routers;
}

export type PoolQuestion = {
  router: string;
  /** Empty where the decision names none. */
  policy_version: string;
  /** Empty where the decision names none. */
  task: string;
  at_ms: number;
};

/** The policy that a decision names, whenever it began; where it names none, its router's that is in force. */
export function policyOf(pools: Pools, { router, policy_version, at_ms }: PoolQuestion): PoolPolicy | null {
  const policies = pools.routers.get(router) ?? [];
  const found =
    policy_version === ""
      ? policies.findLast(({ from_ms }) => from_ms <= at_ms)
      : policies.find((policy) => policy.policy_version === policy_version);
  return found ?? null;
}

/** The candidates of a decision whose log carries none; null where no policy declares any. */
export function poolOf(pools: Pools, question: PoolQuestion): Pool | null {
  const policy = policyOf(pools, question);
  if (!policy || policy.models.length === 0) return null;
  const { task, at_ms } = question;
  const { router, policy_version } = policy;
  const candidates = policy.models.map(({ name, model, offer }): PoolCandidate => {
    const price = offer ? priceAt(offer, at_ms) : { input: null, output: null };
    const quality = offer ? qualityAt(offer, task === "" ? null : task, at_ms) : null;
    return { name, model, quality, input_price: price.input, output_price: price.output };
  });
  return { router, policy_version, candidates };
}

type Tokens = { input_tokens: number | null; output_tokens: number | null };

/** Expected cost of a request in USD: its tokens at list prices. Null where a price or a count is not known. */
export function listCost(
  { input_price, output_price }: PoolCandidate,
  { input_tokens, output_tokens }: Tokens,
): number | null {
  // Tokens of which there are none cost nothing, whatever the price: an embedding has no output.
  const side = (price: number | null, tokens: number | null): number | null =>
    tokens === 0 ? 0 : price === null || tokens === null ? null : price * tokens;
  const [input, output] = [side(input_price, input_tokens), side(output_price, output_tokens)];
  return input === null || output === null ? null : (input + output) / 1e6;
}

/** Instants at which what these policies say of a decision changes, in order; each once. */
export function poolChanges(policies: readonly PoolPolicy[]): number[] {
  const offers = policies.flatMap(({ models }) => models.flatMap(({ offer }) => (offer ? [offer] : [])));
  const instants = [...policies.map(({ from_ms }) => from_ms), ...offers.flatMap(changesOf)];
  return [...new Set(instants)].sort((a, b) => a - b);
}
