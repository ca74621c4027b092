import type { Field } from "../gateway";
import { remember } from "../remember";
import type { Attributes } from "./attributes";

/** `gen_ai.router.`, `routing.`, `com.example.router.` and their like, and what follows. */
const ROUTING = /^(?:(gen_ai)\.|(.+)\.)?(router|routing|gateway)\.(.+)$/;
/** Names whose first word belongs to what they say: those of the vLLM semantic router, and of fallbacks. */
const WHOLE = /^(?:(decision)|(gen_ai)\.(fallback))\.(.+)$/;

const underscored = (name: string): string => name.toLowerCase().replace(/[.-]/g, "_");

/** The name that an attribute has in the routing vocabulary, and how near it is to the GenAI conventions (0 nearest). */
const routingName = remember((attribute: string): { name: string; rank: number } | null => {
  const [, own, vendor, space, rest] = ROUTING.exec(attribute) ?? [];
  if (rest !== undefined) {
    const name = underscored(rest).replace(/^(?:router|routing)_/, "");
    // A gateway's own name is not that of a router behind it.
    const plain = space === "gateway" && name === "name" ? "gateway_name" : name;
    return { name: plain, rank: own !== undefined ? 0 : vendor === undefined ? 1 : 2 };
  }
  const [, decision, genAi, fallback, said] = WHOLE.exec(attribute) ?? [];
  if (said === undefined) return null;
  return { name: `${decision ?? fallback}_${underscored(said)}`, rank: genAi === undefined ? 1 : 0 };
});

export type Routing = (...names: readonly string[]) => Field;

/**
 * What a span's attributes say of the routing, by names without namespace and with underscores: `decision_id` is
 * `gen_ai.router.decision.id`, `routing.decision_id` or `com.example.router.decision.id`, the nearest to the GenAI
 * conventions first. Absent, at the list of attributes, where none of the names holds a value.
 */
export function routingOf(attributes: Attributes): Routing {
  const found = new Map<string, { attribute: string; rank: number }>();
  for (const attribute of attributes.names) {
    const read = routingName(attribute);
    const before = read && found.get(read.name);
    if (read && (!before || read.rank < before.rank)) found.set(read.name, { attribute, rank: read.rank });
  }
  const nothing = attributes.get();
  return (...names) => {
    for (const name of names) {
      const known = found.get(name);
      const value = known && attributes.get(known.attribute);
      if (value?.stated) return value;
    }
    return nothing;
  };
}

export const SELECTED = ["selected_model", "chosen_model", "target_model", "selection_candidate"];
