import type { Evidence, Field } from "../gateway";
import { numeric, truth } from "../gateway/loose";
import { isRouterSlug } from "../openrouter/evidence";
import type { Attributes } from "./attributes";
import { REQUEST_MODEL } from "./is-call";
import { type Routing, SELECTED } from "./routing";

const EVIDENCE = {
  fallback: { decided_by: "fallback", because: "routing attributes report a fallback" },
  sticky: { decided_by: "sticky", because: "routing attributes report that the session kept its model" },
  cache: { decided_by: "cache", because: "the span reports an answer from a cache" },
  internal: { decided_by: "internal", because: "routing attributes mark a call of the gateway's own" },
  pinned: { decided_by: "pinned", because: "routing attributes say that the caller named the model" },
  selected: { decided_by: "router", because: "routing attributes name the selected model" },
  candidates: { decided_by: "router", because: "routing attributes list the candidates" },
  described: { decided_by: "router", because: "routing attributes describe the decision" },
  requested: { decided_by: "router", because: "the requested model is a router by its name" },
} as const satisfies Record<string, Evidence>;

const PROMPT_ROUTER = /^arn:.+:(?:default-)?prompt-router\//;
const FALLBACK_FLAGS = ["fallback", "fallback_used", "is_fallback", "fallback_triggered"];
const FALLBACK_COUNTS = ["fallback_attempts", "fallback_count", "fallbacks"];
const FALLBACK_WORDS = ["fallback_from", "fallback_from_model", "fallback_reason", "fallback_model"];
const STICKY_FLAGS = ["sticky", "sticky_session", "session_sticky", "session_affinity", "affinity"];
const STICKY_DECISIONS = [
  "session_affinity",
  "session_affinity_decision",
  "affinity_decision",
  "session_action",
];
const KEPT: ReadonlySet<string> = new Set(["retain", "stay", "hold_current", "hard_lock", "hit", "sticky"]);
const CACHE_FLAGS = ["cache_hit", "from_cache"];
const INTERNAL_FLAGS = ["internal", "shadow", "probe", "mirror"];
/** Where routers write how a model was found. */
const MANNERS = ["decided_by", "strategy", "selection_method", "reason_code", "reason"];
const DESCRIBED = [
  "decision_id",
  "decision_name",
  "decision",
  "selection_method",
  "strategy",
  "algorithm",
  "policy_version",
  "policy",
  "rule",
  "recipe",
];

/** The manners that are words for something else than a router's choice. */
const MANNER_WORDS: ReadonlyMap<string, Evidence> = new Map<string, Evidence>([
  ["fallback", EVIDENCE.fallback],
  ["failover", EVIDENCE.fallback],
  ["sticky", EVIDENCE.sticky],
  ["session_affinity", EVIDENCE.sticky],
  ["cache", EVIDENCE.cache],
  ["cache_hit", EVIDENCE.cache],
  ["internal", EVIDENCE.internal],
  ["pinned", EVIDENCE.pinned],
  ["direct", EVIDENCE.pinned],
  ["passthrough", EVIDENCE.pinned],
  ["model_specified", EVIDENCE.pinned],
  ["specified_model", EVIDENCE.pinned],
]);

const word = (field: Field): string => field.text?.toLowerCase().replace(/[\s.-]/g, "_") ?? "";

/** Who chose the model, by the span's routing attributes; null where it has none that says so. */
export function evidenceOf(attributes: Attributes, routing: Routing): Evidence | null {
  const any = (names: readonly string[]) => names.some((name) => truth(routing(name)) === true);
  const manners = MANNERS.map((name) => MANNER_WORDS.get(word(routing(name))));
  const says = (evidence: Evidence) => manners.includes(evidence);
  const counted = FALLBACK_COUNTS.some((name) => (numeric(routing(name)).number ?? 0) > 0);
  const told = FALLBACK_WORDS.some((name) => routing(name).text !== undefined);
  if (any(FALLBACK_FLAGS) || counted || told || says(EVIDENCE.fallback)) return EVIDENCE.fallback;
  const kept = STICKY_DECISIONS.some((name) => KEPT.has(word(routing(name))));
  if (any(STICKY_FLAGS) || kept || says(EVIDENCE.sticky)) return EVIDENCE.sticky;
  const cached =
    any(CACHE_FLAGS) || word(routing("cache_status")) === "hit" || attributes.get("cache.hit").value === true;
  if (cached || says(EVIDENCE.cache)) return EVIDENCE.cache;
  if (any(INTERNAL_FLAGS) || says(EVIDENCE.internal)) return EVIDENCE.internal;
  if (says(EVIDENCE.pinned)) return EVIDENCE.pinned;
  if (routing(...SELECTED).stated) return EVIDENCE.selected;
  if (routing("candidates", "candidate_models").stated) return EVIDENCE.candidates;
  const described =
    DESCRIBED.some((name) => routing(name).stated) || word(routing("decided_by")) === "router";
  if (described) return EVIDENCE.described;
  const requested = attributes.get(...REQUEST_MODEL).text ?? "";
  return isRouterSlug(requested) || PROMPT_ROUTER.test(requested) ? EVIDENCE.requested : null;
}
