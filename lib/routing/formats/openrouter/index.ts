import { type Draft, type Field, firstStated, type Gateway, type GatewayRead, instant } from "../gateway";
import { firstFilled } from "../gateway/loose";
import { attemptsOf, evidenceOf, isRouterSlug } from "./evidence";
import { known } from "./known";

/** OpenRouter: generations, or answers, with the router's metadata where it was asked for. */
export const openrouter: Gateway = { format: "openrouter", known, envelope, read };

/** The wrapper of the generation endpoint; metadata that stands beside `data` is read together with it. */
function envelope(body: Field): readonly Field[] | null {
  const data = body.at("data");
  if (Array.isArray(data.value)) return data.items;
  return data.stated && !body.at("openrouter_metadata").stated ? [data] : null;
}

function read(record: Field): GatewayRead {
  const generation = record.at("data").names.length > 0 ? record.at("data") : record;
  const error = generation.at("error");
  if (error.stated && !generation.at("model").stated) return refused(error);
  const metadata = firstStated(generation.at("openrouter_metadata"), record.at("openrouter_metadata"));
  return {
    kind: "decision",
    draft: draftOf(generation, metadata),
    evidence: evidenceOf(generation, metadata),
  };
}

function refused(error: Field): GatewayRead {
  const code = error.at("code").number;
  const which = code === undefined ? "" : ` (${code})`;
  return {
    kind: "fault",
    fault: {
      pointer: error.pointer,
      message: `This is an error${which}, not a generation: no model was chosen.`,
    },
  };
}

function draftOf(generation: Field, metadata: Field): Draft {
  const usage = generation.at("usage");
  const requested = firstFilled(metadata.at("requested"), generation.at("router"));
  return {
    decision_id: generation.at("id"),
    occurred_at: instant(generation.at(generation.at("created").stated ? "created" : "created_at")),
    chosen_model: chosenModel(generation.at("model"), metadata),
    router: firstFilled(
      generation.at("router"),
      requested.with(isRouterSlug(requested.text) ? requested.value : undefined),
    ),
    requested_model: requested,
    region: firstStated(generation.at("data_region"), metadata.at("region")),
    session_id: firstFilled(generation.at("session_id")),
    tenant: firstFilled(generation.at("external_user"), generation.at("user"), generation.at("workspace_id")),
    candidates: candidatesOf(metadata.at("endpoints", "available")),
    input_tokens: firstStated(
      generation.at("native_tokens_prompt"),
      generation.at("tokens_prompt"),
      usage.at("prompt_tokens"),
      usage.at("input_tokens"),
    ),
    output_tokens: firstStated(
      generation.at("native_tokens_completion"),
      generation.at("tokens_completion"),
      usage.at("completion_tokens"),
      usage.at("output_tokens"),
    ),
    cost_usd: costOf(generation, usage),
    latency_ms: firstStated(
      generation.at("latency"),
      generation.at("generation_time"),
      metadata.at("generation_time"),
    ),
    outcome: { status: statusOf(generation, metadata) },
  };
}

/** The model that answered; where the answer carries the router's own name, the endpoint that it selected. */
function chosenModel(model: Field, metadata: Field): Field {
  if (!isRouterSlug(model.text)) return model;
  const endpoints = metadata.at("endpoints", "available").items;
  return endpoints.find((endpoint) => endpoint.at("selected").value === true)?.at("model") ?? model;
}

/**
 * The models whose endpoints were available, each once. Endpoints of a single model are hosts to choose from, not
 * models: then the record names no candidates.
 */
function candidatesOf(list: Field): Draft["candidates"] {
  const models = new Map<unknown, Field>();
  for (const endpoint of list.items) {
    const model = endpoint.at("model");
    if (!models.has(model.value)) models.set(model.value, model);
  }
  return models.size < 2 ? undefined : { list, members: [...models.values()].map((model) => ({ model })) };
}

/** With the caller's own key, OpenRouter's charge and the provider's are two. */
function costOf(generation: Field, usage: Field): Field {
  const charged = firstStated(
    generation.at("total_cost"),
    typeof usage.value === "object" ? usage.at("cost") : usage,
  );
  const upstream = generation.at("upstream_inference_cost");
  if (generation.at("is_byok").value !== true || !upstream.stated) return charged;
  if (!charged.stated || upstream.number === undefined) return upstream;
  return charged.number === undefined ? charged : charged.with(charged.number + upstream.number);
}

function statusOf(generation: Field, metadata: Field): Field {
  const cancelled = generation.at("cancelled");
  if (cancelled.value === true) return cancelled.with("cancelled");
  const error = generation.at("error");
  if (error.stated) return error.with("failure");
  const finish = firstStated(generation.at("finish_reason"), generation.at("choices", 0, "finish_reason"));
  if (finish.text !== undefined) return finish.with(finish.text === "error" ? "failure" : "success");
  const last = attemptsOf(generation, metadata).at(-1)?.status;
  if (last?.number === undefined) return finish.with(undefined);
  return last.with(last.number < 400 ? "success" : "failure");
}
