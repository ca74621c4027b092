/** Gateways whose own records are read, with the name that people know. */
export const GATEWAY_LABELS = {
  litellm: "LiteLLM",
  bedrock: "Amazon Bedrock",
  openrouter: "OpenRouter",
  langfuse: "Langfuse",
  helicone: "Helicone",
  portkey: "Portkey",
  cloudflare: "Cloudflare AI Gateway",
  azure: "Azure model router",
  "vllm-sr": "vLLM semantic router",
} as const;
export type GatewayName = keyof typeof GATEWAY_LABELS;

/** Formats that a file may be in. */
export const FILE_FORMATS = ["native", ...(Object.keys(GATEWAY_LABELS) as GatewayName[])] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

export const isGatewayName = (name: string): name is GatewayName => Object.hasOwn(GATEWAY_LABELS, name);

/** A format of the ledger in words. */
export const formatLabel = (format: string): string => {
  if (isGatewayName(format)) return GATEWAY_LABELS[format];
  return format === "otlp" ? "OpenTelemetry" : "Evenhand’s own";
};
