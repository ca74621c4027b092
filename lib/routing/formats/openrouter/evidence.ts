import type { Evidence, Field } from "../gateway";

/** OpenRouter's own routers; other names below `openrouter/` are models. */
const ROUTER_SLUG = /^openrouter\/(?:auto|auto-beta|free|pareto[\w.-]*|fusion|bodybuilder)(?::[\w.-]+)?$/;
/** Strategies by which OpenRouter chooses the model; `direct`, `alias` and `latest` only resolve a name. */
const ROUTER_STRATEGIES: ReadonlySet<string> = new Set(["auto", "free", "pareto", "fusion", "bodybuilder"]);

const EVIDENCE = {
  model: { decided_by: "fallback", because: "a further attempt went to another model" },
  further: { decided_by: "fallback", because: "a further attempt followed the first" },
  list: { decided_by: "fallback", because: "the strategy is fallback" },
  cache: { decided_by: "cache", because: "response_cache_source_id names the generation served again" },
  router: { decided_by: "router", because: "router names OpenRouter's router" },
  strategy: { decided_by: "router", because: "the strategy is one by which OpenRouter chooses the model" },
  requested: { decided_by: "router", because: "the requested model is OpenRouter's router" },
} as const satisfies Record<string, Evidence>;

export const isRouterSlug = (name: string | undefined): boolean =>
  name !== undefined && ROUTER_SLUG.test(name.toLowerCase());

/** A try of the request at one provider. */
export type Attempt = { model: Field; status: Field };

/** In order; from the router's metadata, else from the provider's answers that a generation keeps. */
export function attemptsOf(generation: Field, metadata: Field): Attempt[] {
  const logged = metadata.at("attempts").items;
  if (logged.length > 0)
    return logged.map((item) => ({ model: item.at("model"), status: item.at("status") }));
  return generation
    .at("provider_responses")
    .items.map((item) => ({ model: item.at("model_permaslug"), status: item.at("status") }));
}

/** Who chose the model: the first attempt is the router's preference, whatever came after it is a fallback. */
export function evidenceOf(generation: Field, metadata: Field): Evidence | null {
  return fallback(generation, metadata) ?? cacheOrRouter(generation, metadata);
}

function fallback(generation: Field, metadata: Field): Evidence | null {
  const attempts = attemptsOf(generation, metadata);
  const further = attempts.length > 1 || (metadata.at("attempt").number ?? 0) > 1;
  if (further) {
    const models = new Set(attempts.map(({ model }) => model.text).filter((model) => model !== undefined));
    return models.size > 1 ? EVIDENCE.model : EVIDENCE.further;
  }
  if (metadata.at("strategy").text !== "fallback") return null;
  // The strategy only says that a list was given; the first of it may have answered at once.
  const first = attempts.length === 1 ? attempts[0]?.model.text : undefined;
  return first !== undefined && first === metadata.at("requested").text ? null : EVIDENCE.list;
}

function cacheOrRouter(generation: Field, metadata: Field): Evidence | null {
  if (generation.at("response_cache_source_id").text !== undefined) return EVIDENCE.cache;
  if (generation.at("router").text !== undefined) return EVIDENCE.router;
  if (ROUTER_STRATEGIES.has(metadata.at("strategy").text ?? "")) return EVIDENCE.strategy;
  return isRouterSlug(metadata.at("requested").text) ? EVIDENCE.requested : null;
}
