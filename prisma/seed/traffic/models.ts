export const TASKS = ["planning", "reasoning", "code-completion", "chat"] as const;
export type Task = (typeof TASKS)[number];

type PerTask = Record<Task, number>;

/** One candidate of the simulated routers. Names and list prices are real; quality and speed are made up. */
export type DemoModel = {
  /** As the router's policy and candidate lists call it. */
  name: string;
  party: string;
  /** As the gateway logs the chosen one; `{geo}` becomes the region's prefix. */
  deployed: string;
  input_usd_per_mtok: number;
  output_usd_per_mtok: number;
  /** Mean of the router's estimate of quality before it decides, in [0, 1]. */
  quality: PerTask;
  first_token_ms: number;
  tokens_per_s: number;
};

const quality = (planning: number, reasoning: number, code: number, chat: number): PerTask => ({
  planning,
  reasoning,
  "code-completion": code,
  chat,
});

export const OWN_PARTY = "aws";

export const MODELS: readonly DemoModel[] = [
  {
    name: "nova-pro",
    party: OWN_PARTY,
    deployed: "{geo}.amazon.nova-pro-v1:0",
    input_usd_per_mtok: 0.8,
    output_usd_per_mtok: 3.2,
    quality: quality(0.8, 0.625, 0.735, 0.805),
    first_token_ms: 500,
    tokens_per_s: 115,
  },
  {
    name: "nova-premier",
    party: OWN_PARTY,
    deployed: "{geo}.amazon.nova-premier-v1:0",
    input_usd_per_mtok: 2.5,
    output_usd_per_mtok: 12.5,
    quality: quality(0.865, 0.695, 0.8, 0.865),
    first_token_ms: 900,
    tokens_per_s: 70,
  },
  {
    name: "gpt-4o",
    party: "openai",
    deployed: "gpt-4o-2024-11-20",
    input_usd_per_mtok: 2.5,
    output_usd_per_mtok: 10,
    quality: quality(0.835, 0.82, 0.82, 0.855),
    first_token_ms: 600,
    tokens_per_s: 95,
  },
  {
    name: "gpt-4.1-mini",
    party: "openai",
    deployed: "gpt-4.1-mini-2025-04-14",
    input_usd_per_mtok: 0.4,
    output_usd_per_mtok: 1.6,
    quality: quality(0.7, 0.69, 0.7, 0.71),
    first_token_ms: 450,
    tokens_per_s: 130,
  },
  {
    name: "claude-3-5-sonnet",
    party: "anthropic",
    deployed: "{geo}.anthropic.claude-3-5-sonnet-20241022-v2:0",
    input_usd_per_mtok: 3,
    output_usd_per_mtok: 15,
    quality: quality(0.9, 0.89, 0.915, 0.88),
    first_token_ms: 900,
    tokens_per_s: 75,
  },
  {
    name: "claude-3-5-haiku",
    party: "anthropic",
    deployed: "{geo}.anthropic.claude-3-5-haiku-20241022-v1:0",
    input_usd_per_mtok: 0.8,
    output_usd_per_mtok: 4,
    quality: quality(0.775, 0.755, 0.79, 0.78),
    first_token_ms: 500,
    tokens_per_s: 110,
  },
  {
    name: "mistral-large-3",
    party: "mistral-ai",
    deployed: "mistral.mistral-large-3-675b-instruct",
    input_usd_per_mtok: 0.5,
    output_usd_per_mtok: 1.5,
    quality: quality(0.69, 0.675, 0.695, 0.7),
    first_token_ms: 600,
    tokens_per_s: 85,
  },
  {
    name: "llama-3-3-70b",
    party: "meta",
    deployed: "{geo}.meta.llama3-3-70b-instruct-v1:0",
    input_usd_per_mtok: 0.72,
    output_usd_per_mtok: 0.72,
    quality: quality(0.7, 0.67, 0.69, 0.715),
    first_token_ms: 400,
    tokens_per_s: 140,
  },
];

/** Names that match nothing in the catalogue, as happens when a team deploys something without telling anybody. */
export const UNNAMED_MODELS = ["canary-mix-7b", "sandbox-small-0415", "team-finetune-12"] as const;

/** Log-normal tokens by task: median and spread of the natural logarithm. Shapes after the Azure LLM trace of 2023. */
export const TOKENS: Record<Task, { input: [number, number]; output: [number, number] }> = {
  planning: { input: [1_150, 0.75], output: [330, 0.6] },
  reasoning: { input: [900, 0.8], output: [420, 0.65] },
  "code-completion": { input: [1_500, 0.85], output: [140, 0.6] },
  chat: { input: [640, 0.95], output: [190, 0.75] },
};
