import { describe, expect, it } from "vitest";
import { preflightBars } from "./chart";
import type { PreflightResult } from "./schema";
import {
  describeCompared,
  describeHarm,
  describeHit,
  describeLeftOut,
  describeReplay,
  describeRule,
  harmFinding,
  ownChange,
  preflightFinding,
  preflightTitle,
} from "./words";

const plain = (text: string | null) => text?.replaceAll("\u00a0", " ").replaceAll("\u2212", "-");

const NONE = {
  ...{ not_router: 0, blind_arm: 0, unattributed_choice: 0, no_candidates: 0, unattributed_candidate: 0 },
  ...{ quality_not_ex_ante: 0, missing_quality: 0, missing_cost: 0, missing_latency: 0, zero_cost: 0 },
};

const result: PreflightResult = {
  decisions: 1010,
  replayed: 1000,
  compared_with: "in_force",
  in_force: {
    policy: "Main router@v1",
    draft: { router: "Main router", rule: { kind: "max_quality" }, models: [] },
    content_hash: "1",
    reproduced: 600,
  },
  in_force_missing: null,
  not_replayed: { ...NONE, not_router: 8, missing_quality: 1 },
  not_compared: { ...NONE, missing_latency: 1 },
  register_figures: 12,
  tied: 3,
  unchanged: 701.5,
  first_party: {
    ...{ now: 294, in_force: 301, draft: 312.5, change: 11.5 },
    ...{ now_share: 0.294, in_force_share: 0.301, draft_share: 0.3125 },
  },
  owners: [
    {
      ...{ owner: "openai", name: "OpenAI", first_party: false },
      ...{ now: 706, in_force: 699, draft: 687.5, change: -11.5 },
      ...{ now_share: 0.706, in_force_share: 0.699, draft_share: 0.6875 },
    },
    {
      ...{ owner: "amazon", name: "Amazon", first_party: true },
      ...{ now: 294, in_force: 301, draft: 312.5, change: 11.5 },
      ...{ now_share: 0.294, in_force_share: 0.301, draft_share: 0.3125 },
    },
  ],
  harm: {
    cost_usd: { decisions: 1000, now: 0.004, in_force: 0.002, draft: 0.003, change: 0.001 },
    quality: null,
  },
  partners_hit: [{ owner: "openai", name: "OpenAI", lost: 11.5, tasks: [] }],
};
const run = {
  ...{ result, from: "2026-04-13T00:00:00.000Z", to: "2026-05-11T00:00:00.000Z" },
  ...{
    content_hash: "2",
    policy: "Main router@v2",
    draft: { router: "Main router", rule: { kind: "max_quality" as const }, models: [] },
  },
};
/** What a run of before the policy in force was replayed too reads as. */
const old: PreflightResult = {
  ...result,
  ...{ compared_with: "past", in_force: null, in_force_missing: { reason: "not_kept", policy: null } },
  first_party: {
    ...{ now: 294, in_force: null, draft: 312.5, change: 18.5 },
    ...{ now_share: 0.294, in_force_share: null, draft_share: 0.3125 },
  },
  owners: result.owners.map((one) => ({ ...one, in_force: null, in_force_share: null })),
};

describe("a run in words", () => {
  it("says what would change, for whom, and over what", () => {
    expect(plain(preflightFinding(result))).toBe(
      "Our own models would have taken 31.3 % of the decisions instead of 30.1 % under the policy in force.",
    );
    expect(plain(describeReplay(run))).toBe(
      "Replayed: 1,000 of 1,010 decisions, 13 April to 10 May 2026, under this policy and under Main router@v1, which is in force. 70.2 % would have gone to the same model under both.",
    );
    expect(describeCompared(run).map(plain)).toEqual([
      "In fact our own models took 29.4 %. The policy in force, replayed, sends 60.0 % of the decisions to the model that was chosen; the others went elsewhere by the router’s noise, or by something beyond its rule.",
      "Neither replay has noise. What the draft changes once the router adds its own may be smaller or larger.",
    ]);
    expect(describeLeftOut(result)).toBe(
      "8 that no router decided, 1 with a candidate whose quality is known nowhere; under the policy in force: 1 with a candidate whose latency is known nowhere",
    );
    expect(plain(harmFinding(result))).toBe("Customers would pay 50.0 % more.");
    expect(describeHarm(result).map(plain)).toEqual([
      "Expected cost would be 0.00300 USD a decision instead of 0.00200 under the policy in force; it was 0.00400 (1,000 decisions).",
      "Expected quality is not known: it is missing on one side of every decision.",
    ]);
    expect(describeHit(result)).toBe("OpenAI would lose 12 decisions.");
    expect(plain(ownChange(result))).toBe("+1.2");
  });

  it("says so where nothing changes or nothing was replayed", () => {
    const same = {
      ...{ now: 2, in_force: 1, draft: 1, change: 0 },
      ...{ now_share: 0.9, in_force_share: 0.5, draft_share: 0.5 },
    };
    expect(plain(preflightFinding({ ...result, first_party: same }))).toBe(
      "Our own models would have taken the same 50.0 % of the decisions as under the policy in force.",
    );
    expect(preflightTitle({ ...run, content_hash: "1", policy: "Main router@v1" })).toBe(
      "This is the policy in force, and it changes nothing.",
    );
    expect(preflightTitle({ ...run, content_hash: "1" })).toBe(
      "It says the same as Main router@v1, the policy in force, and changes nothing.",
    );
    expect(plain(describeReplay({ ...run, content_hash: "1" }))).toBe(
      "Replayed: 1,000 of 1,010 decisions, 13 April to 10 May 2026.",
    );
    expect(preflightTitle(run)).toBe(preflightFinding(result));
    const none = { ...result, replayed: 0, first_party: null, owners: [], partners_hit: [] };
    expect(preflightFinding(none)).toBe("No decision of the window could be replayed.");
    expect([describeHit(none), ownChange(none)]).toEqual([null, null]);
    expect(describeHit({ ...result, partners_hit: [] })).toBe("No partner would lose decisions.");
  });

  it("says of a run without the policy in force what it is compared with, and why", () => {
    expect(plain(preflightFinding(old))).toBe(
      "Our own models would have taken 31.3 % of the decisions instead of 29.4 %.",
    );
    expect(describeCompared({ result: old })).toEqual([
      "This run was made before the policy in force was replayed beside it. The comparison is with what happened, noise included: a part of each difference is that noise, and no effect of this policy.",
    ]);
    const missing = { reason: "no_declared_rule", policy: "Main router@v1" } as const;
    expect(describeCompared({ result: { ...old, in_force_missing: missing } })[0]).toMatch(
      /^The policy in force was not replayed: Main router@v1 declares no rule\. The comparison/,
    );
    expect(plain(ownChange(old))).toBe("+1.9");
    expect(preflightBars({ ...run, result: old }, [], true).rows[0]).toMatchObject({
      ...{ label: "OpenAI, as it was", value: 0.706 },
    });
  });

  it("calls rules by their parameters", () => {
    expect(describeRule({ kind: "cheapest_within", band: 0.02, ties: "fastest" })).toBe(
      "the cheapest within 0.02 of the best expected quality; of equals the fastest",
    );
    expect(plain(describeRule({ kind: "weighted", weights: { quality: 8, log_cost: -0.7 } }))).toBe(
      "the largest sum of 8 × quality, -0.70 × ln cost",
    );
    expect(describeRule({ kind: "min_cost_above" })).toContain("an unknown floor");
  });
});

it("draws three bars for each owner, from zero: what happened, and both policies replayed", () => {
  const model = preflightBars(run, [], true);
  expect(model.rows.map(({ label, value }) => [label, value])).toEqual([
    ["OpenAI, as it was", 0.706],
    ["OpenAI, policy in force", 0.699],
    ["OpenAI, this policy", 0.6875],
    ["Our own models, as they were", 0.294],
    ["Our own models, policy in force", 0.301],
    ["Our own models, this policy", 0.3125],
  ]);
  expect(model.rows[0]?.tone).toBe("hollow");
  expect([model.max, model.file_name, model.generated]).toEqual([0.706, "pre-flight-main-router", true]);
  expect(model.table.rows[0]).toEqual(["OpenAI", 706, 699, 687.5, 0.706, 0.699, 0.6875]);
});
