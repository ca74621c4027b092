import { azure } from "./azure";
import { bedrock } from "./bedrock";
import { cloudflare } from "./cloudflare";
import type { Gateway } from "./gateway";
import { helicone } from "./helicone";
import { langfuse } from "./langfuse";
import { litellm } from "./litellm";
import type { GatewayName } from "./names";
import { openrouter } from "./openrouter";
import { portkey } from "./portkey";
import { vllmSr } from "./vllm-sr";

/** Every gateway's format by its name in routes. */
export const GATEWAYS: Readonly<Record<GatewayName, Gateway>> = {
  litellm,
  bedrock,
  openrouter,
  langfuse,
  helicone,
  portkey,
  cloudflare,
  azure,
  "vllm-sr": vllmSr,
};
