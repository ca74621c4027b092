import type { List } from "./document";

/** The reports of April 2026 that state the facts, and the price list of the model names. */
export const SOURCES: List<"sources"> = [
  {
    key: "techcrunch-2026-04-08",
    title: "TechCrunch, report of 8 April 2026 (as reprinted)",
    published: "2026-04-08",
  },
  { key: "second-report-2026-04", title: "Second report of April 2026", published: "2026-04" },
  {
    key: "ok-conflict-2026-04",
    title:
      "AWS boss explains why investing billions in both Anthropic and OpenAI is an OK conflict (April 2026)",
    published: "2026-04",
  },
  {
    key: "citing-report-2026-04",
    title: "Report of April 2026 that cites TechCrunch of 8 April",
    published: "2026-04",
  },
  {
    key: "two-investments-2026-04",
    title: "Report of April 2026 on the two investments",
    published: "2026-04",
  },
  {
    key: "litellm-prices",
    title: "LiteLLM, model prices and context windows (list of model names and prices)",
    url: "https://github.com/BerriAI/litellm/blob/main/model_prices_and_context_window.json",
  },
];

export const S0 = "techcrunch-2026-04-08";
export const S1 = "second-report-2026-04";
export const S2 = "ok-conflict-2026-04";
export const S3 = "citing-report-2026-04";
export const S4 = "two-investments-2026-04";
export const PRICES = "litellm-prices";

const MANAGER = "pm@example.com";

/** The order fixes each party's hue in charts. */
export const PARTIES: List<"parties"> = [
  {
    key: "aws",
    name: "Amazon Web Services",
    aliases: ["AWS", "Amazon"],
    kinds: ["platform"],
    note: "Platform since 2006.",
    sources: [S0, S1],
  },
  { key: "openai", name: "OpenAI", kinds: ["partner"], managers: [MANAGER], sources: [S0] },
  { key: "anthropic", name: "Anthropic", kinds: ["partner"], managers: [MANAGER], sources: [S0] },
  {
    key: "oracle",
    name: "Oracle",
    kinds: ["partner", "rival_platform"],
    note: "Sells its database and other services on AWS while being one of its biggest rivals.",
    managers: [MANAGER],
    sources: [S0, S2],
  },
  {
    key: "microsoft",
    name: "Microsoft",
    kinds: ["rival_platform", "investor"],
    note: "Main cloud partner of OpenAI; biggest rival cloud of AWS.",
    sources: [S0],
  },
  {
    key: "meta",
    name: "Meta",
    kinds: ["partner"],
    note: "A partner because the price list shows its models on the same platform.",
    sources: [PRICES],
  },
  {
    key: "mistral-ai",
    name: "Mistral AI",
    aliases: ["Mistral"],
    kinds: ["partner"],
    note: "A partner because the price list shows its models on the same platform.",
    sources: [PRICES],
  },
];

/** What nobody has said yet. It is recorded as unknown, so that a missing answer is seen and asked for. */
const openRights = (partner: string) =>
  (["information", "board_observer"] as const).map((type) => ({
    key: `aws-${partner}-${type.replace("_", "-")}`,
    holder: "aws",
    type,
    state: "unknown" as const,
    scope: "No report says whether this was agreed.",
    visibility: "internal" as const,
  }));

export const PARTNERSHIPS: List<"partnerships"> = [
  {
    key: "aws-openai",
    partner: "openai",
    kinds: ["investee", "model_supplier", "co_developer"],
    status: "active",
    visibility: "public",
    sources: [S0],
    rights: openRights("openai"),
  },
  {
    key: "aws-anthropic",
    partner: "anthropic",
    kinds: ["investee", "model_supplier", "co_developer"],
    status: "active",
    notes: "Long partnership; technology development (Trainium).",
    visibility: "public",
    sources: [S0],
    rights: openRights("anthropic"),
  },
  {
    key: "aws-oracle",
    partner: "oracle",
    kinds: ["marketplace_seller", "competitor"],
    status: "active",
    visibility: "public",
    sources: [S0, S1, S2],
  },
  {
    key: "aws-meta",
    partner: "meta",
    kinds: ["model_supplier"],
    status: "active",
    visibility: "public",
    sources: [PRICES],
  },
  {
    key: "aws-mistral-ai",
    partner: "mistral-ai",
    kinds: ["model_supplier"],
    status: "active",
    visibility: "public",
    sources: [PRICES],
  },
];

export const COMMITMENTS: List<"commitments"> = [
  {
    key: "no-unfair-advantage",
    text: "We've promised them we won't give ourselves unfair competitive advantage.",
    speaker: "Chief executive of AWS, HumanX conference, San Francisco",
    made_on: "2026-04",
    audience:
      "Partners. Other reports word it “not to create any unfair advantages for itself” and “not giving ourselves an unfair advantage”.",
    sources: [S0, S1, S3],
    // The clauses are this workspace's reading of the promise, not words of the speaker.
    clauses: [
      { key: "routing", kind: "routing", text: "The router does not favour our own models." },
      {
        key: "data-use",
        kind: "data_use",
        text: "What partners confide does not reach our own product teams.",
      },
      {
        key: "placement",
        kind: "placement",
        text: "Catalogue and search rank our products as they rank others.",
      },
      {
        key: "pricing",
        kind: "pricing",
        text: "Our own products get no price or fee that partners cannot have.",
      },
      {
        key: "launch",
        kind: "launch",
        text: "Launches are not timed by what partners told us in confidence.",
      },
      {
        key: "capacity",
        kind: "capacity",
        text: "Scarce capacity is given out by the same rule to everybody.",
      },
      { key: "support", kind: "support", text: "Partners' customers are served as our own customers are." },
    ],
  },
];
