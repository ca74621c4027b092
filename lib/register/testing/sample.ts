import { testActor } from "@/lib/testing/actors";
import { ImportDocument } from "../import/schema";

export const compliance = testActor("compliance");
/** Manages zeta, and nobody else does. */
export const manager = testActor("partner_manager", "pm@example.com");
export const stranger = testActor("partner_manager", "other@example.com");
export const executive = testActor("executive");

/** One of everything, with a confidential partnership, in an order in which what is named often comes later. */
export const sampleDocument = (): ImportDocument =>
  ImportDocument.parse({
    sources: [{ key: "s0", title: "A report", url: "https://example.com/a", published: "2026-04-08" }],
    parties: [
      { key: "zeta", name: "Zeta AI", kinds: ["partner"], parent: "holding", managers: ["pm@example.com"] },
      {
        key: "acme",
        name: "Acme Cloud",
        aliases: ["Acme"],
        kinds: ["platform"],
        parent: null,
        sources: ["s0"],
      },
      { key: "holding", name: "Holding", kinds: ["investor"] },
      { key: "lab", name: "Acme Lab", kinds: ["partner"], parent: "acme" },
    ],
    partnerships: [
      {
        key: "acme-zeta",
        partner: "zeta",
        kinds: ["investee", "model_supplier"],
        status: "active",
        influence: "minority_passive",
        start: "2023-09-25",
        visibility: "confidential",
        rights: [
          {
            key: "acme-zeta-info",
            holder: "acme",
            type: "information",
            state: "agreed",
            scope: "board papers",
          },
        ],
      },
    ],
    rounds: [
      {
        key: "zeta-f",
        investee: "zeta",
        series: "F",
        announced: "2026-02",
        amount: "30000000000",
        bound: "equal",
        currency: "USD",
        participations: [
          {
            investor: "acme",
            amount: "8000000000",
            bound: "about",
            state: "committed",
            reported: [{ source: "s0", amount: "8000000000.00", bound: "equal" }],
          },
        ],
      },
    ],
    co_holdings: [
      { key: "zeta-lab", parties: ["zeta", "lab"], at_least: 12, named: ["holding"], sources: ["s0"] },
    ],
    segments: [
      { key: "coding", name: "Coding", parent: "models" },
      { key: "models", name: "Foundation models", parent: null },
    ],
    products: [
      {
        key: "zeta-chat",
        owner: "zeta",
        name: "Zeta Chat",
        segments: ["models"],
        lifecycle: "ga",
        ga: "2024-03-04",
        models: [
          { name: "zeta-large", patterns: ["zeta-large", "*.zeta-large-v*"], input_price_usd_per_mtok: "3" },
          { name: "zeta-small" },
        ],
        availability: [{ channel: "acme", from: "2023-09-28" }],
      },
      { key: "one", owner: "lab", name: "One", segments: ["coding"], models: [{ name: "acme-one" }] },
    ],
    policies: [
      {
        router: "main",
        version: "v2",
        from: "2026-05-01T00:00:00Z",
        aliases: ["auto"],
        rule: { kind: "cheapest_within", band: 0.02 },
        models: ["zeta-large", "acme-one"],
      },
    ],
    commitments: [
      {
        key: "promise",
        text: "We will not give ourselves an unfair competitive advantage.",
        clauses: [{ key: "routing", text: "On the router", kind: "routing" }],
        sources: ["s0"],
      },
    ],
  });
