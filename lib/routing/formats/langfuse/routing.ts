import type { Draft, Evidence, Field } from "../gateway";
import { firstFilled, type Labels, membersOf } from "../gateway/loose";
import { evidenceOf as litellmEvidence } from "../litellm/evidence";
import { type Parts, partsOf } from "../litellm/parts";
import type { Attributes } from "../otlp/attributes";
import { candidatesOf } from "../otlp/candidates";
import { evidenceOf as spanEvidence } from "../otlp/evidence";
import { type Routing, routingOf, SELECTED } from "../otlp/routing";

/**
 * Langfuse observes and does not route. What a router did is in the metadata of its observation: LiteLLM's callback
 * passes its own metadata on, and an OpenTelemetry span its attributes. Both are read by the rules of their formats.
 */
export type Routed = { parts: Parts; attributes: Attributes; routing: Routing };

export function routedBy(record: Field, metadata: Field): Routed {
  const attributes = attributesIn(metadata);
  return { parts: { ...partsOf(record), record: metadata }, attributes, routing: routingOf(attributes) };
}

/** Span attributes, which Langfuse keeps in the metadata itself or in its member `attributes`. */
function attributesIn(metadata: Field): Attributes {
  const known = new Map<string, Field>();
  for (const place of [metadata.at("attributes").json(), metadata])
    for (const [name, value] of membersOf(place)) if (!known.has(name)) known.set(name, value);
  const nothing = metadata.with(undefined);
  return {
    names: [...known.keys()],
    get: (...names) => {
      for (const name of names) {
        const value = known.get(name);
        if (value?.stated) return value;
      }
      return nothing;
    },
  };
}

export const evidenceIn = ({ parts, attributes, routing }: Routed): Evidence | null =>
  litellmEvidence(parts) ?? spanEvidence(attributes, routing);

/** What callers write in metadata may be of any type: only text is taken. */
const text = (field: Field): Field => field.with(field.text);

/** What the metadata says of the choice, beside who made it. */
export type Choice = { [K in "requested_model" | "router" | "policy_version" | "task" | "region"]: Field } & {
  candidates: Draft["candidates"];
};

export function choiceIn({ parts, attributes, routing }: Routed, label: Labels): Choice {
  return {
    requested_model: firstFilled(
      text(parts.routing.at("router_model_name")),
      text(routing("original_model", "requested_model")),
      label("requested_model", "original_model_group", "model_group"),
      text(attributes.get("gen_ai.request.model")),
    ),
    router: firstFilled(
      text(parts.routing.at("router_model_name")),
      text(routing("name", "router_name")),
      label("router"),
    ),
    policy_version: firstFilled(text(routing("policy_version")), label("policy_version")),
    task: firstFilled(
      text(parts.routing.at("request_type")),
      text(parts.routing.at("tier")),
      text(routing("task", "task_type", "task_category", "category")),
      label("task", "task_type"),
    ),
    region: label("region"),
    candidates: candidatesOf(routing),
  };
}

/** The model that the router chose, for an observation of the choice alone, which names no other. */
export const selectedIn = ({ parts, routing }: Routed): Field =>
  firstFilled(text(parts.routing.at("routed_model")), text(routing(...SELECTED)));
