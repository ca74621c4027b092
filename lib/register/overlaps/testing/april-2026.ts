import type { RegisterSnapshot } from "../snapshot";
import { on, partnership, party, policy, product, register, round, segment, stake } from "./snapshot-fixture";

/** What public reports of April 2026 say, as a snapshot: the platform, its investees, their rival and their products. */
export const april2026 = (): RegisterSnapshot =>
  register({
    parties: [
      party("aws", ["platform"]),
      party("openai", ["partner"]),
      party("anthropic", ["partner"]),
      party("oracle", ["partner", "rival_platform"]),
      party("microsoft", ["rival_platform", "investor"]),
    ],
    partnerships: [
      partnership("anthropic", ["investee", "model_supplier", "co_developer"]),
      partnership("openai", ["investee", "model_supplier", "co_developer"]),
      partnership("oracle", ["marketplace_seller", "competitor"]),
    ],
    rounds: [
      round("openai", [
        stake("aws", "50000000000", {
          reported: [
            { source_id: "s0", amount: "50000000000", bound: "equal" },
            { source_id: "s1", amount: "50000000000", bound: "up_to" },
          ],
        }),
      ]),
      round("anthropic", [stake("aws", "8000000000", { bound: "about" })]),
      round("anthropic", [stake("microsoft", null)], {
        id: "round-anthropic-2026",
        key: "round-anthropic-2026",
      }),
    ],
    co_holdings: [
      {
        id: "both",
        key: "both",
        at_least: 12,
        party_ids: ["openai", "anthropic"],
        named_ids: ["microsoft"],
        visibility: "public",
        source_ids: ["s0"],
      },
    ],
    segments: [segment("foundation-models"), segment("databases"), segment("model-routing")],
    products: [
      product("claude", "anthropic", ["foundation-models"], { availability: [on("aws"), on("microsoft")] }),
      product("gpt", "openai", ["foundation-models"], { availability: [on("aws"), on("microsoft")] }),
      product("titan", "aws", ["foundation-models"]),
      product("oracle-database", "oracle", ["databases"], { availability: [on("aws")] }),
      product("aws-model-router", "aws", ["model-routing"]),
      product("azure-model-router", "microsoft", ["model-routing"]),
    ],
    policies: [
      policy("aws-model-router", "v1", "2026-04-01T00:00:00Z", {
        "titan-express": "titan",
        "claude-3.5": "claude",
        "gpt-4o": "gpt",
      }),
    ],
  });
