/** The reference files' models by owner; amazon is the platform. */
export const MODELS: Record<string, string[]> = {
  amazon: ["nova-lite", "nova-pro"],
  anthropic: ["claude-haiku", "claude-sonnet"],
  openai: ["gpt-mini", "gpt-main"],
  meta: ["llama-large"],
  mistral: ["mistral-mid"],
};

/** All of them, in that order. */
export const ALL_MODELS: readonly string[] = Object.values(MODELS).flat();

export const isOurs = (model: string): boolean => model.startsWith("nova");
