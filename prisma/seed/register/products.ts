import { NOVA, TITAN } from "./catalogue/amazon";
import { CLAUDE } from "./catalogue/anthropic";
import { LLAMA } from "./catalogue/meta";
import { MISTRAL } from "./catalogue/mistral";
import { GPT } from "./catalogue/openai";
import type { List } from "./document";
import { PRICES, S0, S1, S2, S3, S4 } from "./facts";

export const SEGMENTS: List<"segments"> = [
  { key: "foundation-models", name: "Foundation models" },
  { key: "reasoning", name: "Reasoning", parent: "foundation-models" },
  { key: "coding", name: "Coding", parent: "foundation-models" },
  { key: "embeddings", name: "Embeddings", parent: "foundation-models" },
  { key: "databases", name: "Databases" },
  { key: "relational", name: "Relational databases", parent: "databases" },
  { key: "model-routing", name: "Model routing" },
];

/** Since when is not reported: dates stay open. */
const BOTH_CLOUDS = [{ channel: "aws" }, { channel: "microsoft" }];
const OURS = [{ channel: "aws" }];

export const PRODUCTS: List<"products"> = [
  {
    key: "nova",
    owner: "aws",
    name: "Nova",
    segments: ["foundation-models"],
    lifecycle: "ga",
    models: NOVA,
    availability: OURS,
    sources: [PRICES],
  },
  {
    key: "titan",
    owner: "aws",
    name: "Titan",
    segments: ["foundation-models"],
    lifecycle: "ga",
    note: "Homegrown models that the router can slip into usage, as reports put it.",
    models: TITAN,
    availability: OURS,
    sources: [S0, S2, PRICES],
  },
  {
    key: "claude",
    owner: "anthropic",
    name: "Claude",
    segments: ["foundation-models"],
    lifecycle: "ga",
    models: CLAUDE,
    availability: BOTH_CLOUDS,
    sources: [S0, S2, PRICES],
  },
  {
    key: "gpt",
    owner: "openai",
    name: "GPT",
    segments: ["foundation-models"],
    lifecycle: "ga",
    note: "With the o-series, Codex and the open-weight models.",
    models: GPT,
    availability: BOTH_CLOUDS,
    sources: [S0, S2, S3, PRICES],
  },
  {
    key: "llama",
    owner: "meta",
    name: "Llama",
    segments: ["foundation-models"],
    lifecycle: "ga",
    models: LLAMA,
    availability: BOTH_CLOUDS,
    sources: [PRICES],
  },
  {
    key: "mistral",
    owner: "mistral-ai",
    name: "Mistral",
    segments: ["foundation-models"],
    lifecycle: "ga",
    note: "With Mixtral, Ministral, Pixtral, Magistral, Devstral and Voxtral.",
    models: MISTRAL,
    availability: BOTH_CLOUDS,
    sources: [PRICES],
  },
  {
    key: "oracle-database-at-aws",
    owner: "oracle",
    name: "Oracle Database at AWS",
    segments: ["databases"],
    lifecycle: "ga",
    availability: OURS,
    sources: [S0],
  },
  {
    key: "aws-model-router",
    owner: "aws",
    name: "AWS model router",
    segments: ["model-routing"],
    note: "For planning, reasoning and code completion, as reported. Its own decisions are not in this workspace.",
    sources: [S0, S1, S2, S3, S4],
  },
  {
    key: "azure-model-router",
    owner: "microsoft",
    name: "Azure model router",
    segments: ["model-routing"],
    sources: [S0],
  },
];
