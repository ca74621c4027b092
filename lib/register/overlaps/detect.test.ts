import { describe, expect, it } from "vitest";
import { detect } from "./detect";
import { april2026 } from "./testing/april-2026";
import { AS_OF } from "./testing/snapshot-fixture";

const found = detect(april2026());
const identities = found.map(({ identity }) => identity).sort();

describe("the public reports of April 2026", () => {
  it("hold exactly the conflicts that they describe", () => {
    expect(identities).toEqual([
      "channel_conflict:claude:microsoft",
      "channel_conflict:gpt:microsoft",
      "product_overlap:titan:claude",
      "product_overlap:titan:gpt",
      "rival_investees:anthropic:openai",
      "router_overlap:aws-model-router",
      "shared_investor:co_holding:both:anthropic:openai",
      "shared_investor:microsoft:anthropic:openai",
    ]);
  });

  it("say each in a sentence", () => {
    expect(Object.fromEntries(found.map(({ identity, title }) => [identity, title]))).toMatchObject({
      "product_overlap:titan:claude": "Our own Titan competes with Claude of Anthropic, in which we invest.",
      "rival_investees:anthropic:openai":
        "We invest in Anthropic and in Openai, which compete in foundation models.",
      "shared_investor:microsoft:anthropic:openai":
        "Microsoft holds stakes in Anthropic and in Openai, which compete in foundation models.",
      "router_overlap:aws-model-router":
        "We run the router aws-model-router, which chooses between our own models and those of two partners in which we invest.",
    });
  });

  it("weigh what is known and say what is not", () => {
    const overlap = found.find(({ identity }) => identity === "product_overlap:titan:gpt");
    expect(overlap?.factors.map(({ key, points }) => [key, points])).toEqual([
      ["closeness", 4],
      ["money", 4],
      ["rights", null],
      ["traffic", null],
      ["alternatives", 1],
    ]);
    expect(overlap?.severity).toEqual({
      severity: 4,
      points: 9,
      points_max: 18,
      known: 3,
      factor_count: 5,
      could_add: 7,
    });
  });

  it("carry the path of facts that makes them true, numbered, with reports that differ", () => {
    const router = found.find(({ kind }) => kind === "router_overlap");
    expect(router?.path.map(({ no, sentence }) => `${no} ${sentence}`)).toEqual([
      "1 Aws runs aws-model-router, policy v1 since 1 April 2026",
      "2 Policy v1 names titan-express",
      "3 Policy v1 names claude-3.5 and gpt-4o",
      "4 Aws owns Titan",
      "5 Anthropic owns Claude",
      "6 Openai owns Gpt",
      "7 Aws invested about USD\u00a08\u00a0bn in Anthropic",
      "8 Aws invested USD\u00a050\u00a0bn (reports differ: up to USD\u00a050\u00a0bn) in Openai",
    ]);
  });
});

describe("detection", () => {
  it("gives the same answer in whatever order the records come", () => {
    const snapshot = april2026();
    const reversed = {
      ...snapshot,
      parties: snapshot.parties.toReversed(),
      products: snapshot.products.toReversed(),
      rounds: snapshot.rounds.toReversed(),
      segments: snapshot.segments.toReversed(),
    };
    const byIdentity = (all: typeof found) => new Map(all.map((one) => [one.identity, one]));
    const again = byIdentity(detect(reversed));
    for (const [identity, one] of byIdentity(found)) {
      expect(again.get(identity)?.title).toBe(one.title);
      expect(again.get(identity)?.severity).toEqual(one.severity);
    }
    expect(again.size).toBe(found.length);
  });

  it("finds nothing in an empty register", () => {
    expect(
      detect({ ...april2026(), parties: [], products: [], policies: [], rounds: [], co_holdings: [] }),
    ).toEqual([]);
  });

  it("copes with thousands of products in time that grows with what it finds", () => {
    const snapshot = april2026();
    const many = Array.from({ length: 4000 }, (_, index) => ({
      id: `p${index}`,
      key: `p${index}`,
      owner_id: index % 2 === 0 ? "openai" : "anthropic",
      name: `P${index}`,
      lifecycle: "ga" as const,
      preview: null,
      ga: null,
      retired_on: null,
      segment_ids: [`s${index % 200}`],
      availability: [],
      source_ids: [],
    }));
    const segments = Array.from({ length: 200 }, (_, index) => ({
      id: `s${index}`,
      key: `s${index}`,
      name: `S${index}`,
      parent_id: null,
    }));
    const own = { ...many[0], id: "own", key: "own", name: "Own", owner_id: "aws" } as (typeof many)[number];
    const all = detect({
      ...snapshot,
      as_of_ms: AS_OF,
      segments: [...snapshot.segments, ...segments],
      products: [...snapshot.products, ...many, own],
    });
    expect(all.filter(({ kind }) => kind === "product_overlap")).toHaveLength(2 + 20);
  });
});
