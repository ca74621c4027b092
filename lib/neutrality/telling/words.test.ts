import { describe, expect, it } from "vitest";
import type { TellingCandidate, TellingDecision } from "./schema";
import { tellDecision } from "./words";

const candidate = (model: string, over: Partial<TellingCandidate>): TellingCandidate => ({
  model,
  owner: "zeta",
  owner_label: "Zeta AI",
  first_party: false,
  focal: false,
  quality: 0.8,
  cost_usd: 0.004,
  latency_ms: 700,
  probability: 0.3,
  chosen: false,
  best_by_rule: false,
  ...over,
});

const decision = (over: Partial<TellingDecision>): Omit<TellingDecision, "words"> => ({
  id: "gateway:fg-1",
  source: "gateway",
  decision_id: "fg-1",
  occurred_at: "2026-10-14T09:41:07Z",
  router: "Forge",
  policy_version: "v3",
  task: "code completion",
  chosen_model: "nova-pro",
  q: 0.23,
  rule: "the cheapest within 0.02 of the best expected quality",
  standard: { model: "gpt-4o", by: "rule" },
  dearer_usd: 0.00033,
  quality_lower: 0.019,
  candidates: [
    candidate("gpt-4o", { probability: 0.31, best_by_rule: true }),
    candidate("nova-pro", { probability: 0.23, focal: true, chosen: true }),
  ],
  ...over,
});

const tell = (over: Partial<TellingDecision>) => tellDecision(decision(over), "our own models").join(" ");

describe("tellDecision", () => {
  it("says what the rule declares and names, what was chosen instead, and how likely that was", () => {
    expect(tellDecision(decision({}), "our own models")).toEqual([
      "v3 declares: the cheapest within 0.02 of the best expected quality.",
      "That is gpt-4o.",
      "It chose nova-pro: USD 0.00033 dearer, quality 0.019 lower.",
      "A router that cannot see owners would take our own models in 23.0 % of such cases, and most often gpt-4o (31 %).".replaceAll(
        " %",
        "\u00a0%",
      ),
    ]);
  });

  it("compares with the likeliest other where no rule is declared", () => {
    const text = tell({ rule: null, standard: { model: "gpt-4o", by: "baseline" } });
    expect(text).toMatch(/^It chose nova-pro: USD 0.00033 dearer, quality 0.019 lower than gpt-4o\./);
  });

  it("says so where the choice was cheaper or better, alike, or nothing is known", () => {
    expect(tell({ dearer_usd: -0.001, quality_lower: -0.01 })).toContain(
      "USD 0.00100 cheaper, quality 0.010 higher.",
    );
    expect(tell({ dearer_usd: 0, quality_lower: null })).toContain("It chose nova-pro. A router");
  });

  it("does not blame a choice that the rule names, and names equals", () => {
    const own = candidate("nova-pro", { focal: true, chosen: true, best_by_rule: true });
    expect(tell({ candidates: [own] })).toContain("That is nova-pro, which it chose.");
    const equal = candidate("gpt-4o", { best_by_rule: true });
    expect(tell({ candidates: [equal, own] })).toContain(
      "That is gpt-4o or nova-pro, which are equal under it; it chose one of them.",
    );
    expect(
      tell({ candidates: [equal, candidate("llama", { best_by_rule: true })], policy_version: null }),
    ).toContain(
      "The policy declares: the cheapest within 0.02 of the best expected quality. That is gpt-4o or llama, which are equal under it.",
    );
  });
});
