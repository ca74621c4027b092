import { expect } from "vitest";
import { testActor } from "@/lib/testing/actors";
import type { TestDecision } from "@/lib/testing/decisions";
import { NeutralityQuery, type Specification, type SpecificationCurve } from "../../index";
import { assess } from "../../server";
import { seeded, simulate } from "../../testing/simulate";

export const executive = testActor("executive");
export const FROM = "2026-04-01";
export const TO = "2026-05-11";
export const query = (over: Record<string, string>) => NeutralityQuery.parse({ from: FROM, to: TO, ...over });
export const own = (model: string) => model.startsWith("nova");

export const ALL = [
  "nova-lite",
  "nova-pro",
  "claude-haiku",
  "claude-sonnet",
  "gpt-mini",
  "gpt-main",
  "llama-large",
];
export const base = { days: 40, per_day: 250, models: ALL, from: FROM };

const random = seeded(99);
/** Tokens of very different sizes, and a tenant with a fifth of the traffic whose tastes nobody shares. */
export const dressed = (decisions: readonly TestDecision[]): TestDecision[] =>
  decisions.map((one) => ({
    ...one,
    input_tokens: 1 + Math.floor(Math.exp(8 * random())),
    output_tokens: own(one.chosen_model) ? 5000 : 10,
    ...(random() < 0.2 ? { tenant: "giant" } : {}),
  }));

export const taken = dressed(
  simulate({
    ...base,
    router: "taken",
    seed: 61,
    policy_version: (day) => (day < 15 ? "v1" : "v2"),
    tilt: (model, day) => (own(model) ? (day < 15 ? 0.4 : 0.9) : 0),
  }),
);
export const find = (
  { specifications }: SpecificationCurve,
  choices: Partial<Specification["choices"]>,
): Specification => {
  const wanted = {
    baseline: "partner_revealed",
    covariates: ["quality", "log_cost", "latency_s"],
    window: "whole",
    outliers: "none",
    weight: "requests",
    candidates: "all",
    ...choices,
  };
  const found = specifications.filter((one) => JSON.stringify(one.choices) === JSON.stringify(wanted));
  expect(found).toHaveLength(1);
  return found[0] as Specification;
};

export const near = (actual: number, expected: number | null, within = 1e-9) =>
  expect(Math.abs(actual - (expected ?? Number.NaN))).toBeLessThan(within);

/** Weight and q of a decision by the verdict's own coefficients, straight from the candidates. */
export type Choose = (weights: readonly number[]) => number;
export async function byHand(focal: Choose, weight: (one: TestDecision) => number) {
  const { fits } = await assess(executive, query({ router: "taken" }));
  let [observed, expected, all] = [0, 0, 0];
  for (const one of taken) {
    const { candidates = [], chosen_model, policy_version } = one;
    const b = fits.find((fit) => fit.policy_version === policy_version)?.baseline_model?.coefficients ?? [];
    const weigh = (model: (name: string) => boolean) =>
      candidates
        .filter(({ model: name }) => model(name))
        .map(({ quality = 0, cost_usd = 1, latency_ms = 0 }) =>
          Math.exp(
            [quality, Math.log(cost_usd), latency_ms / 1000].reduce(
              (sum, z, p) => sum + z * (b[p]?.estimate ?? Number.NaN),
              0,
            ),
          ),
        );
    const [ours, theirs] = [weigh(own), weigh((name) => !own(name))];
    if (ours.length === 0 || theirs.length === 0) continue;
    const f = focal(ours);
    const w = weight(one);
    all += w;
    observed += own(chosen_model) ? w : 0;
    expected += (w * f) / (f + theirs.reduce((sum, value) => sum + value, 0));
  }
  return { observed: observed / all, expected: expected / all };
}

export const sum: Choose = (weights) => weights.reduce((total, value) => total + value, 0);
