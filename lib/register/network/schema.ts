import { z } from "zod";
import { Day, Visibility } from "../fields";

export const NetworkKind = z.enum(["money", "right", "co_holding", "parent", "owns", "sold_in"]);
export type NetworkKind = z.infer<typeof NetworkKind>;

/** What may be shown or left out: products come with their owners and segments. */
export const NETWORK_LAYERS = {
  money: { label: "Money", kinds: ["money", "co_holding"] },
  rights: { label: "Rights", kinds: ["right"] },
  products: { label: "Products", kinds: ["owns", "sold_in"] },
} as const satisfies Record<string, { label: string; kinds: readonly NetworkKind[] }>;
export type NetworkLayer = keyof typeof NETWORK_LAYERS;

export const NetworkNode = z.object({
  id: z.string().describe("kind:key"),
  kind: z.enum(["party", "product", "segment"]),
  key: z.string(),
  label: z.string(),
  note: z.string().nullable(),
  own: z.boolean().describe("Ours."),
  ordinal: z.number().int().describe("Place among its kind, by key."),
});
export type NetworkNode = z.infer<typeof NetworkNode>;

export const NetworkFact = z.object({
  entity: z.enum(["round", "right", "partnership", "co_holding", "product", "party"]),
  key: z.string(),
  label: z.string(),
  date: z.string().nullable().describe("As precise as it is known; null: since when is not known."),
  visibility: Visibility.nullable().describe("Null where the record has none."),
});
export type NetworkFact = z.infer<typeof NetworkFact>;

/** One thing that two of them have between them, with the facts that state it. */
export const NetworkEdge = z.object({
  id: z.string(),
  kind: NetworkKind,
  from: z.string(),
  to: z.string(),
  label: z.string(),
  unsure: z.boolean().describe("Whether it holds is not known: a right whose state is unknown."),
  amount: z.string().nullable().describe("Money in one currency: the sum of what is stated; null otherwise."),
  currency: z.string().nullable(),
  facts: z.array(NetworkFact),
});
export type NetworkEdge = z.infer<typeof NetworkEdge>;

export const NetworkView = z.object({
  as_of: Day,
  nodes: z.array(NetworkNode),
  edges: z.array(NetworkEdge),
  undated: z.number().int().describe("Facts shown although nobody knows since when they hold."),
  dates: z.array(Day).describe("First days on which something in it begins or has ended, in order."),
});
export type NetworkView = z.infer<typeof NetworkView>;

export const NetworkQuery = z.strictObject({
  as_of: Day.optional().describe("Default: today."),
  party: z.string().max(128).optional().describe("Key of a party: only what it touches."),
});
export type NetworkQuery = z.infer<typeof NetworkQuery>;
