import { type Draws, drawsOf } from "./draws";
import { divergence, sigmoid, tenantsOf } from "./known";
import { DAYS, type EstimatedScenario, THETA_M } from "./plan";

export const COVARIATES = ["quality", "log_cost", "latency_s"] as const;
/** What the simulated router weighs: quality, ln cost, latency in seconds. */
const WEIGHTS = [3, -0.7, -0.5] as const;

export type Model = { name: string; owner: string; focal: boolean; log_cost: number; quality: number };
export type Candidate = { model: Model; z: readonly number[] };
export type Decision = { day: number; tenant: number; candidates: readonly Candidate[]; chosen: number };

/** Two models of our own, four of partners, each with its usual price and quality. */
export const modelsOf = ({ apart, better }: EstimatedScenario): Model[] => [
  ...[0, 1].map((at) => ({
    name: `own-${at + 1}`,
    owner: "own",
    focal: true,
    log_cost: -7 + apart + 0.1 * at,
    quality: 0.4 + better,
  })),
  ...[0, 1, 2, 3].map((at) => ({
    name: `partner-${at + 1}`,
    owner: `owner-${at + 1}`,
    focal: false,
    log_cost: -7.15 + 0.1 * at,
    quality: 0.4,
  })),
];

/** A model is offered for a request with this probability. */
const OFFERED = 0.8;

/** One decision a time, in order; the same number of a stream gives the same ones. */
export function* simulateDecisions(scenario: EstimatedScenario, stream: number): Generator<Decision> {
  const draws = drawsOf(scenario.id, stream);
  const tenants = tenantsOf(draws, scenario.tenants);
  const models = modelsOf(scenario);
  for (let day = 0; day < DAYS; day += 1)
    for (let made = 0; made < scenario.per_day; made += 1) {
      const tenant = tenants.pick(draws.uniform());
      const candidates = offer(models, draws);
      const tilt = day >= scenario.onset ? scenario.tilt : 0;
      yield { day, tenant, candidates, chosen: choose(candidates, tilt, draws) };
    }
}

/** Two or more models with this request's figures: its size moves all costs alike. */
function offer(models: readonly Model[], draws: Draws): Candidate[] {
  let offered = models.filter(() => draws.uniform() < OFFERED);
  while (offered.length < 2) offered = models.filter(() => draws.uniform() < OFFERED);
  const size = 0.8 * draws.normal();
  return offered.map((model) => ({
    model,
    z: [
      model.quality + 0.4 * (draws.uniform() - 0.5),
      model.log_cost + size + 0.6 * (draws.uniform() - 0.5),
      0.2 + 1.5 * draws.uniform(),
    ],
  }));
}

const weightOf = ({ z }: Candidate): number =>
  Math.exp(WEIGHTS.reduce((sum, weight, p) => sum + weight * (z[p] ?? 0), 0));

/** The place of the chosen candidate: a logit, with `tilt` added to the log-odds of our own. */
function choose(candidates: readonly Candidate[], tilt: number, draws: Draws): number {
  const weights = candidates.map((one) => weightOf(one) * Math.exp(one.model.focal ? tilt : 0));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  let at = draws.uniform() * all;
  for (const [place, weight] of weights.entries()) {
    at -= weight;
    if (at < 0) return place;
  }
  return weights.length - 1;
}

/** Divergence of a choice tilted so from one tilted by the materiality; null where one side alone stands to choose. */
export function informationOf({ candidates }: Decision, tilt: number): number | null {
  let [own, others] = [0, 0];
  for (const one of candidates) {
    if (one.model.focal) own += weightOf(one);
    else others += weightOf(one);
  }
  if (own === 0 || others === 0) return null;
  const u = Math.log(own / others);
  return divergence(sigmoid(u + tilt), sigmoid(u + THETA_M));
}
