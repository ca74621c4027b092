import type { Field } from "../gateway";
import type { Attributes } from "./attributes";
import { type Routing, SELECTED } from "./routing";

export const REQUEST_MODEL = ["gen_ai.request.model", "llm.request.model"];
export const RESPONSE_MODEL = ["gen_ai.response.model", "llm.response.model"];
/** Operations of the GenAI conventions that call a model. */
const CALLS: ReadonlySet<string> = new Set(["chat", "text_completion", "generate_content", "embeddings"]);
/** Operations around calls, whose spans repeat the model and the tokens of the calls inside. */
const AROUND =
  /(?:^|_)(?:agents?|tools?|workflows?|retrieval|memory|plan|evaluat(?:e|ion)|guardrails?)(?:_|$)/;
const SPAN_KINDS = ["openinference.span.kind", "traceloop.span.kind", "gen_ai.span.kind"];
const AROUND_KINDS: ReadonlySet<string> = new Set([
  "agent",
  "chain",
  "evaluator",
  "guardrail",
  "reranker",
  "retriever",
  "task",
  "tool",
  "workflow",
]);
const SEMANTIC_ROUTER = "semantic_router.";
/** Names the same model as the request's own span does. */
const SELECTION_SPAN = "semantic_router.algorithm.selection";

/** Whether a span is one call of a model, or one routing decision: not what is around or inside it. */
export function isCall(record: Field, attributes: Attributes, routing: Routing): boolean {
  const name = record.at("name").text ?? "";
  const selected = routing(...SELECTED).stated;
  if (name.startsWith(SEMANTIC_ROUTER)) return selected && name !== SELECTION_SPAN;
  const operation = attributes.get("gen_ai.operation.name").text?.toLowerCase() ?? "";
  if (AROUND.test(operation.replace(/[\s.-]/g, "_"))) return false;
  if (AROUND_KINDS.has(attributes.get(...SPAN_KINDS).text?.toLowerCase() ?? "")) return false;
  return CALLS.has(operation) || selected || attributes.get(...REQUEST_MODEL, ...RESPONSE_MODEL).stated;
}
