import { type DemoModel, MODELS, OWN_PARTY, type Task, TOKENS } from "./models";
import type { Random } from "./random";
import { type DemoRouter, priceFactor, WEIGHTS } from "./story";

/** A candidate exactly as it is logged; the choice is drawn from these rounded numbers. */
export type Candidate = {
  model: string;
  eligible?: false;
  quality?: number;
  cost_usd?: number;
  latency_ms?: number;
};

/** Everything that a simulated router knows about a request when it decides. */
export type Offer = {
  candidates: Required<Omit<Candidate, "eligible">>[];
  models: DemoModel[];
  eligible: boolean[];
  input_tokens: number;
  expected_output_tokens: number;
};

const OWN_PRESENT = 0.8;
const PARTNER_PRESENT = 0.6;
const INELIGIBLE = 0.02;

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
const logNormal = (random: Random, [median, spread]: [number, number]) =>
  median * Math.exp(spread * random.normal());

export const costUsd = (
  model: DemoModel,
  factor: number,
  input_tokens: number,
  output_tokens: number,
): number =>
  Math.max(
    1,
    Math.round(
      100 * factor * (model.input_usd_per_mtok * input_tokens + model.output_usd_per_mtok * output_tokens),
    ),
  ) / 1e8;

export const expectedLatency = (model: DemoModel, output_tokens: number): number =>
  model.first_token_ms + (1000 * output_tokens) / model.tokens_per_s;

/** Which models can serve this request at all: capacity and region come and go, independently of who owns them. */
function presentModels(random: Random): DemoModel[] {
  for (;;) {
    const present = MODELS.filter(
      (model) => random.next() < (model.party === OWN_PARTY ? OWN_PRESENT : PARTNER_PRESENT),
    );
    if (present.length >= 2) return present;
  }
}

/** The candidates of one request with the router's own estimates, ex ante and noisy. */
export function makeOffer(random: Random, router: DemoRouter, day: number, task: Task): Offer {
  const input_tokens = Math.round(clamp(logNormal(random, TOKENS[task].input), 12, 120_000));
  const expected_output_tokens = clamp(logNormal(random, TOKENS[task].output), 8, 8_000);
  const ease = 0.05 * random.normal();
  const models = presentModels(random);
  const candidates = models.map((model) => {
    const output = expected_output_tokens * Math.exp(0.12 * random.normal());
    return {
      model: model.name,
      quality:
        clamp(Math.round(1000 * (model.quality[task] + ease + 0.045 * random.normal())), 20, 990) / 1000,
      cost_usd: costUsd(model, priceFactor(router, model.name, day), input_tokens, output),
      latency_ms: Math.round(expectedLatency(model, output) * Math.exp(0.16 * random.normal())),
    };
  });
  const eligible = models.map(() => random.next() >= INELIGIBLE);
  if (!eligible.some(Boolean)) eligible.fill(true);
  return { candidates, models, eligible, input_tokens, expected_output_tokens };
}

/** Draws the chosen candidate's index by a conditional logit; `tilt` is added for our own models. */
export function choose(random: Random, offer: Offer, tilt: number): number {
  const utilities = offer.candidates.map((candidate, i) =>
    offer.eligible[i]
      ? WEIGHTS.quality * candidate.quality +
        WEIGHTS.log_cost * Math.log(candidate.cost_usd) +
        (WEIGHTS.latency_s * candidate.latency_ms) / 1000 +
        (offer.models[i]?.party === OWN_PARTY ? tilt : 0)
      : Number.NEGATIVE_INFINITY,
  );
  const top = Math.max(...utilities);
  const weights = utilities.map((utility) => Math.exp(utility - top));
  let point = random.next() * weights.reduce((sum, weight) => sum + weight, 0);
  for (let i = 0; i < weights.length; i++) {
    point -= weights[i] ?? 0;
    if (point < 0) return i;
  }
  return utilities.indexOf(top);
}
