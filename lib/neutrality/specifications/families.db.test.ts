import { beforeAll, expect, it } from "vitest";
import { insertDecisions, type TestDecision } from "@/lib/testing/decisions";
import { assess, readSpecifications } from "../server";
import { seedRegister } from "../testing/seed";
import { simulate } from "../testing/simulate";
import { base, byHand, executive, find, near, own, query, taken } from "./testing/ways";

type Candidate = NonNullable<TestDecision["candidates"]>[number];
const ownerOf = (model: string): string => model.split("-")[0] ?? "";

/** A neutral router with one model of each partner, whose log names ours twice: two names of one alternative. */
const cloned = simulate({
  ...base,
  ...{ router: "cloned", seed: 67, models: ["nova-lite", "claude-sonnet", "gpt-main", "llama-large"] },
}).map(
  (one): TestDecision => ({
    ...one,
    candidates: (one.candidates ?? []).flatMap((each) =>
      own(each.model) ? [each, { ...each, model: "nova-pro" }] : [each],
    ),
  }),
);

/** The router's decisions with one candidate of each owner, by the verdict's own coefficients, and the choice counted as that one. */
async function collapsed(): Promise<TestDecision[]> {
  const { fits } = await assess(executive, query({ router: "taken" }));
  return taken.map((one) => {
    const b = fits.find(({ policy_version }) => policy_version === one.policy_version)?.baseline_model
      ?.coefficients;
    const utility = ({ quality = 0, cost_usd = 1, latency_ms = 0 }: Candidate): number =>
      [quality, Math.log(cost_usd), latency_ms / 1000].reduce(
        (total, z, p) => total + z * (b?.[p]?.estimate ?? Number.NaN),
        0,
      );
    const best = new Map<string, Candidate>();
    for (const each of one.candidates ?? []) {
      const held = best.get(ownerOf(each.model));
      if (!held || utility(each) > utility(held)) best.set(ownerOf(each.model), each);
    }
    return {
      ...one,
      ...{ router: "collapsed", decision_id: `collapsed-${one.decision_id}`, candidates: [...best.values()] },
      chosen_model: best.get(ownerOf(one.chosen_model))?.model ?? "",
    };
  });
}

beforeAll(async () => {
  await seedRegister();
  await insertDecisions([...taken, ...cloned]);
});

it("takes the best alone of several models of one product, ours and partners' alike, estimated anew", async () => {
  await insertDecisions(await collapsed());
  const curve = await readSpecifications(executive, query({ router: "taken" }));
  const verdict = await assess(executive, query({ router: "collapsed" }));
  const one = find(curve, { candidates: "one_per_family" });
  near(one.observed, verdict.observed.share);
  near(one.expected, verdict.expected.share);
  near(one.odds.ratio ?? Number.NaN, Math.exp(verdict.tilt.log_odds ?? Number.NaN), 1e-8);
  // Collapsing ours alone would take from our side what it leaves to the other.
  const ours = await byHand(
    (weights) => Math.max(...weights),
    () => 1,
  );
  expect(one.expected).toBeGreaterThan(ours.expected);
});

it("sees through variants that do not differ, which it counts once", async () => {
  const told = await readSpecifications(executive, query({ router: "cloned" }));
  const all = find(told, {});
  const one = find(told, { candidates: "one_per_family" });
  expect(all.upper).toBeLessThan(0);
  expect(one.lower < 0 && one.upper > 0).toBe(true);
  expect(told.bounds.specifications).toBe(
    told.specifications.filter(({ choices }) => choices.candidates === "one_per_family").length,
  );
});
