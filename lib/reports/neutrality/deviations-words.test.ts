import { describe, expect, it } from "vitest";
import { type DeviationView, NeutralityQuery } from "@/lib/neutrality";
import {
  describeDeviation,
  deviationCost,
  deviationsLead,
  deviationsTitle,
  pageCost,
} from "./deviations-words";
import { deviationsFileHref, deviationsSearch, readDeviationsView } from "./view";

const plain = (text: string | null) => text?.replaceAll("\u00a0", " ");

const candidate = (model: string, over: Partial<DeviationView["candidates"][number]>) => ({
  ...{ model, owner: "openai", owner_name: "OpenAI", focal: false, chosen: false, neutral: false, gap: 0.1 },
  ...{ quality: 0.8, cost_usd: 0.001, latency_ms: 900 },
  ...over,
});

const item: DeviationView = {
  ...{ id: "gw:d1", source: "gw", decision_id: "d1", occurred_at: "2026-08-12T17:32:02Z", router: "Forge" },
  ...{ policy_version: "v3", task: "code-completion", rule: { kind: "cheapest_within", band: 0.02 } },
  chosen_model: "nova-premier",
  candidates: [
    candidate("gpt-4.1-mini", { neutral: true, gap: 0 }),
    candidate("nova-premier", { chosen: true, focal: true }),
  ],
  extra_cost_usd: 0.00518,
  extra_quality: -0.029,
};

describe("deviations from the declared rule in words", () => {
  it("count what there is, and say what is missing", () => {
    expect(deviationsTitle({ total: 1893, decisions: 40_000 }, "our own models", true)).toBe(
      "1,893 simulated decisions went to our own models against the declared rule",
    );
    expect(deviationsTitle({ total: 0, decisions: 9 }, "our own models", false)).toBe(
      "No decision went to our own models against the declared rule",
    );
    expect(deviationsTitle({ total: 0, decisions: 0 }, "our own models", false)).toContain("can be held to");
    expect(plain(deviationsLead({ total: 10, decisions: 1000 }))).toMatch(/^1\.0 % of the 1,000 decisions/);
  });

  it("say what the choice cost the customer", () => {
    expect(deviationCost(item)).toBe("USD 0.00518 dearer, quality 0.029 lower");
    expect(deviationCost({ extra_cost_usd: -0.001, extra_quality: null })).toBe("USD 0.00100 cheaper");
    expect(deviationCost({ extra_cost_usd: null, extra_quality: null })).toBeNull();
    expect(deviationCost({ extra_cost_usd: 0, extra_quality: 0 })).toBe("the same cost and quality");
    expect(pageCost([item, item])).toContain("2 decisions on this page cost customers USD 0.01036 more");
    expect(pageCost([{ ...item, extra_cost_usd: null }])).toBeNull();
  });

  it("tell one in sentences", () => {
    expect(describeDeviation(item)).toEqual([
      expect.stringContaining("Policy v3 declares a rule. Takes the cheapest of the models"),
      "Here it names gpt-4.1-mini.",
      "The router chose nova-premier: USD 0.00518 dearer, quality 0.029 lower.",
    ]);
  });
});

describe("their address", () => {
  const query = NeutralityQuery.parse({
    ...{ from: "2026-05-01", to: "2026-06-01", router: "main", focus: "party:zeta" },
    ...{ baseline: "declared_policy", noise: "constant", materiality: "1.1" },
  });

  it("keeps the filters of the view and leaves the baseline’s own behind", () => {
    expect(deviationsSearch(query)).toBe("?from=2026-05-01&to=2026-06-01&router=main&focus=party%3Azeta");
    expect(deviationsSearch(query, { router: null, one: "gw:d1" })).toBe(
      "?from=2026-05-01&to=2026-06-01&focus=party%3Azeta&one=gw%3Ad1",
    );
    expect(deviationsFileHref(query)).toMatch(/^\/api\/v1\/neutrality\/deviations\?.*&format=csv$/);
  });

  it("is read as a page of the list", () => {
    expect(readDeviationsView(query, "abc")).toMatchObject({ router: "main", cursor: "abc", limit: 50 });
    expect(readDeviationsView(query, "x".repeat(500))).not.toHaveProperty("cursor");
  });
});
