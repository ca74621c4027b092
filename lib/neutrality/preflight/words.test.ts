import { describe, expect, it } from "vitest";
import { preflightBars } from "./chart";
import type { PreflightResult } from "./schema";
import {
  describeHarm,
  describeHit,
  describeLeftOut,
  describeReplay,
  describeRule,
  harmFinding,
  ownChange,
  preflightFinding,
} from "./words";

const plain = (text: string | null) => text?.replaceAll("\u00a0", " ").replaceAll("\u2212", "-");

const result: PreflightResult = {
  decisions: 1010,
  replayed: 1000,
  not_replayed: {
    ...{ not_router: 8, blind_arm: 0, unattributed_choice: 0, no_candidates: 0, unattributed_candidate: 0 },
    ...{ quality_not_ex_ante: 0, missing_quality: 2, missing_cost: 0, missing_latency: 0, zero_cost: 0 },
  },
  register_figures: 12,
  tied: 3,
  unchanged: 701.5,
  first_party: { now: 294, draft: 312.5, change: 18.5, now_share: 0.294, draft_share: 0.3125 },
  owners: [
    {
      ...{ owner: "openai", name: "OpenAI", first_party: false },
      ...{ now: 706, draft: 687.5, change: -18.5, now_share: 0.706, draft_share: 0.6875 },
    },
    {
      ...{ owner: "amazon", name: "Amazon", first_party: true },
      ...{ now: 294, draft: 312.5, change: 18.5, now_share: 0.294, draft_share: 0.3125 },
    },
  ],
  harm: {
    cost_usd: { decisions: 1000, now: 0.002, draft: 0.003, change: 0.001 },
    quality: null,
  },
  partners_hit: [{ owner: "openai", name: "OpenAI", lost: 18.5, tasks: [] }],
};
const run = { result, from: "2026-04-13T00:00:00.000Z", to: "2026-05-11T00:00:00.000Z" };

describe("a run in words", () => {
  it("says what would change, for whom, and over what", () => {
    expect(plain(preflightFinding(result))).toBe(
      "Our own models would have taken 31.3 % of the decisions instead of 29.4 %.",
    );
    expect(plain(describeReplay(run))).toBe(
      "Replayed: 1,000 of 1,010 decisions, 13 April to 10 May 2026. 70.2 % would have gone to the same model.",
    );
    expect(describeLeftOut(result)).toBe("no router decided 8, a candidate’s quality is known nowhere 2");
    expect(plain(harmFinding(result))).toBe("Customers would pay 50.0 % more.");
    expect(describeHarm(result).map(plain)).toEqual([
      "Expected cost would be 0.00300 USD a decision instead of 0.00200 (1,000 decisions).",
      "Expected quality is not known: it is missing on one side of every decision.",
    ]);
    expect(describeHit(result)).toBe("OpenAI would lose 19 decisions.");
    expect(plain(ownChange(result))).toBe("+1.9");
  });

  it("says so where nothing changes or nothing was replayed", () => {
    const same = { now: 1, draft: 1, change: 0, now_share: 0.5, draft_share: 0.5 };
    expect(plain(preflightFinding({ ...result, first_party: same }))).toContain("the same 50.0 %");
    const none = { ...result, replayed: 0, first_party: null, owners: [], partners_hit: [] };
    expect(preflightFinding(none)).toBe("No decision of the window could be replayed.");
    expect([describeHit(none), ownChange(none)]).toEqual([null, null]);
    expect(describeHit({ ...result, partners_hit: [] })).toBe("No partner would lose decisions.");
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

it("draws a pair of bars for each owner, from zero", () => {
  const model = preflightBars(
    { ...run, draft: { router: "Main router", rule: { kind: "max_quality" }, models: [] } },
    [],
    true,
  );
  expect(model.rows.map(({ label, value }) => [label, value])).toEqual([
    ["OpenAI, as it was", 0.706],
    ["OpenAI, under the rule", 0.6875],
    ["Our own models, as they were", 0.294],
    ["Our own models, under the rule", 0.3125],
  ]);
  expect([model.max, model.file_name, model.generated]).toEqual([0.706, "pre-flight-main-router", true]);
  expect(model.table.rows[0]).toEqual(["OpenAI", 706, 687.5, 0.706, 0.6875]);
});
