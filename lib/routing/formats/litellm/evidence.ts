import type { Evidence, Field } from "../gateway";
import { numeric } from "../gateway/loose";
import { filled } from "./filled";
import type { Parts } from "./parts";

const HEALTH_CHECK = "litellm-internal-health-check";
const STICKY_CAUSES: ReadonlySet<string> = new Set(["session_affinity_pin", "user_turn_continuation"]);

const EVIDENCE = {
  fallbacks: { decided_by: "fallback", because: "attempted_fallbacks is above 0" },
  group: { decided_by: "fallback", because: "another model group served than was asked for" },
  fallback_cause: { decided_by: "fallback", because: "the routing names a fallback as its cause" },
  sticky_cause: { decided_by: "sticky", because: "the routing names the session's pin as its cause" },
  cache: { decided_by: "cache", because: "cache_hit is true" },
  origin: { decided_by: "internal", because: "internal_call_origin is set" },
  mirror: { decided_by: "internal", because: "is_silent_experiment marks a mirrored call" },
  health: { decided_by: "internal", because: "the proxy's own health check called" },
  routing_decision: { decided_by: "router", because: "routing_decision names the router" },
  router_metadata: { decided_by: "router", because: "router_metadata describes the routing" },
} as const satisfies Record<string, Evidence>;

/** Who chose the model, by what the proxy wrote; null where it wrote nothing of it. */
export function evidenceOf(parts: Parts): Evidence | null {
  return fallback(parts) ?? sticky(parts) ?? cacheOrInternal(parts) ?? router(parts);
}

function fallback({ record, metadata, routing }: Parts): Evidence | null {
  const attempted = numeric(metadata.at("attempted_fallbacks")).number;
  if (attempted !== undefined && attempted > 0) return EVIDENCE.fallbacks;
  const cause = routing.at("cause").text ?? "";
  if (cause.endsWith("_fallback") || cause === "health_failover") return EVIDENCE.fallback_cause;
  // Where the fallbacks were counted, the count is the better witness: a router renames the group as well.
  if (attempted !== undefined) return null;
  const wanted = filled(metadata.at("original_model_group")).text;
  const served = filled(record.at("model_group"), metadata.at("model_group")).text;
  const renamed = wanted === routing.at("router_model_name").text;
  return wanted === undefined || served === undefined || wanted === served || renamed ? null : EVIDENCE.group;
}

const sticky = ({ routing }: Parts): Evidence | null =>
  STICKY_CAUSES.has(routing.at("cause").text ?? "") ? EVIDENCE.sticky_cause : null;

function cacheOrInternal({ record, metadata }: Parts): Evidence | null {
  if (isTrue(record.at("cache_hit"))) return EVIDENCE.cache;
  if (filled(metadata.at("internal_call_origin")).stated) return EVIDENCE.origin;
  if (isTrue(metadata.at("is_silent_experiment"))) return EVIDENCE.mirror;
  const accounts = [
    record.at("api_key"),
    record.at("team_id"),
    metadata.at("user_api_key_alias"),
    metadata.at("user_api_key_team_id"),
  ];
  return accounts.some((account) => account.value === HEALTH_CHECK) ? EVIDENCE.health : null;
}

const router = ({ routing_member }: Parts): Evidence | null =>
  routing_member === null ? null : EVIDENCE[routing_member];

/** SpendLogs keep the flag as text. */
const isTrue = ({ value }: Field): boolean =>
  value === true || (typeof value === "string" && value.toLowerCase() === "true");
