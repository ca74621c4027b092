import { ImportDocument } from "../../import/schema";

/** The public reports of April 2026 as an import document. */
export const aprilDocument = (): ImportDocument =>
  ImportDocument.parse({
    sources: [
      { key: "s0", title: "First report", url: "https://example.com/0", published: "2026-04-08" },
      { key: "s1", title: "Second report", published: "2026-04" },
    ],
    parties: [
      { key: "aws", name: "Amazon Web Services", kinds: ["platform"], sources: ["s0"] },
      { key: "openai", name: "OpenAI", kinds: ["partner"], managers: ["openai@example.com"] },
      { key: "anthropic", name: "Anthropic", kinds: ["partner"], managers: ["anthropic@example.com"] },
      { key: "oracle", name: "Oracle", kinds: ["partner", "rival_platform"] },
      { key: "microsoft", name: "Microsoft", kinds: ["rival_platform", "investor"] },
    ],
    partnerships: [
      { key: "aws-anthropic", partner: "anthropic", kinds: ["investee", "model_supplier"], status: "active" },
      { key: "aws-openai", partner: "openai", kinds: ["investee", "model_supplier"], status: "active" },
      { key: "aws-oracle", partner: "oracle", kinds: ["marketplace_seller", "competitor"] },
    ],
    rounds: [
      {
        key: "openai-2026",
        investee: "openai",
        announced: "2026-02-27",
        amount: "110000000000",
        currency: "USD",
        participations: [
          {
            investor: "aws",
            amount: "50000000000",
            bound: "equal",
            reported: [
              { source: "s0", amount: "50000000000", bound: "equal" },
              { source: "s1", amount: "50000000000", bound: "up_to" },
            ],
          },
        ],
        sources: ["s0"],
      },
      {
        key: "anthropic-earlier",
        investee: "anthropic",
        currency: "USD",
        participations: [{ investor: "aws", amount: "8000000000", bound: "about" }],
        sources: ["s0"],
      },
      {
        key: "anthropic-2026",
        investee: "anthropic",
        announced: "2026-02",
        amount: "30000000000",
        currency: "USD",
        participations: [{ investor: "microsoft" }],
        sources: ["s1"],
      },
    ],
    co_holdings: [
      { key: "both", parties: ["openai", "anthropic"], at_least: 12, named: ["microsoft"], sources: ["s0"] },
    ],
    segments: [
      { key: "foundation-models", name: "Foundation models" },
      { key: "databases", name: "Databases" },
      { key: "model-routing", name: "Model routing" },
    ],
    products: [
      {
        key: "claude",
        owner: "anthropic",
        name: "Claude",
        segments: ["foundation-models"],
        lifecycle: "ga",
        models: [{ name: "claude-3.5-sonnet", patterns: ["claude-3.5-sonnet", "anthropic.claude-3-5-*"] }],
        availability: [{ channel: "aws" }, { channel: "microsoft" }],
        sources: ["s0"],
      },
      {
        key: "gpt",
        owner: "openai",
        name: "GPT",
        segments: ["foundation-models"],
        lifecycle: "ga",
        models: [{ name: "gpt-4o" }],
        availability: [{ channel: "aws" }, { channel: "microsoft" }],
      },
      {
        key: "titan",
        owner: "aws",
        name: "Titan",
        segments: ["foundation-models"],
        lifecycle: "ga",
        models: [{ name: "titan-express", patterns: ["amazon.titan-*"] }],
      },
      {
        key: "oracle-database",
        owner: "oracle",
        name: "Oracle Database",
        segments: ["databases"],
        lifecycle: "ga",
        availability: [{ channel: "aws" }],
      },
      {
        key: "azure-router",
        owner: "microsoft",
        name: "Azure router",
        segments: ["model-routing"],
        lifecycle: "ga",
      },
    ],
    policies: [
      {
        router: "Simulated Forge",
        version: "v1",
        from: "2026-04-01T00:00:00Z",
        models: ["us.amazon.titan-text", "anthropic.claude-3-5-sonnet-v2:0", "gpt-4o", "nobody-knows"],
      },
    ],
  });
