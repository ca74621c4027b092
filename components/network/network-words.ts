import { capitalise, countInWords, formatDate, formatList } from "@/lib/kernel/format";
import {
  NETWORK_LAYERS,
  type NetworkEdge,
  type NetworkFact,
  type NetworkLayer,
  type NetworkView,
  recordHref,
} from "@/lib/register";

/** The address of the record that states a fact. */
export function factHref({ entity, key }: NetworkFact): string {
  switch (entity) {
    case "round":
      return recordHref.round(key);
    case "right":
      return recordHref.right(key);
    case "partnership":
      return recordHref.partnership(key);
    case "co_holding":
      return recordHref.coHolding(key);
    case "product":
      return recordHref.product(key);
    case "party":
      return recordHref.party(key);
  }
}

const VERBS: Record<NetworkEdge["kind"], string> = {
  money: "invested in",
  right: "holds rights over",
  co_holding: "holds a part of",
  parent: "owns",
  owns: "owns",
  sold_in: "is sold in",
};
/** What a line says between the names of its ends. */
export const edgeVerb = ({ kind }: NetworkEdge): string => VERBS[kind];

/** What a line holds beyond its verb; empty where the verb says it all. */
export const edgeDetail = ({ kind, label }: NetworkEdge): string =>
  kind === "money" || kind === "right" || kind === "co_holding" ? label : "";

/** "Series F, February 2026": what states a line. */
export const factWords = ({ label, date }: NetworkFact): string =>
  date === null ? capitalise(label) : `${capitalise(label)}, ${formatDate(date)}`;

const counted = ({ nodes }: NetworkView, kind: string, one: string): string[] => {
  const n = nodes.filter((node) => node.kind === kind).length;
  return n === 0 ? [] : [countInWords(n, one)];
};

/** The picture in a sentence. */
export function networkSummary(view: NetworkView): string {
  const parts = [
    ...counted(view, "party", "party"),
    ...counted(view, "product", "product"),
    ...counted(view, "segment", "market segment"),
  ];
  if (parts.length === 0) return `Nothing of this is recorded for ${formatDate(view.as_of)}.`;
  const money = view.edges.filter(({ kind }) => kind === "money").length;
  const rights = view.edges.filter(({ kind }) => kind === "right").length;
  const lines = [
    ...(money > 0 ? [`${countInWords(money, "line")} of money`] : []),
    ...(rights > 0 ? [`${countInWords(rights, "line")} of rights`] : []),
  ];
  return `${capitalise(formatList([...parts, ...lines]))} on ${formatDate(view.as_of)}.`;
}

/** Only the lines of some layers, and the nodes that these join; parents stay, since they say who is who. */
export function onlyLayers(view: NetworkView, layers: readonly NetworkLayer[]): NetworkView {
  const kinds = new Set<string>(["parent", ...layers.flatMap((layer) => NETWORK_LAYERS[layer].kinds)]);
  const edges = view.edges.filter(({ kind }) => kinds.has(kind));
  const ends = new Set(edges.flatMap(({ from, to }) => [from, to]));
  return { ...view, edges, nodes: view.nodes.filter(({ id }) => ends.has(id)) };
}

/** The layers that an address asks for: all unless it names some. */
export function layersOf(value: string | string[] | undefined): NetworkLayer[] {
  const all = Object.keys(NETWORK_LAYERS) as NetworkLayer[];
  const asked = new Set((typeof value === "string" ? value.split(",") : (value ?? [])).map(String));
  const known = all.filter((layer) => asked.has(layer));
  return known.length === 0 ? all : known;
}

/** The nearest days before and after on which something changes; null where there is none. */
export function neighbourDays({ as_of, dates }: NetworkView, today: string) {
  return {
    before: dates.filter((day) => day < as_of).at(-1) ?? null,
    after: dates.find((day) => day > as_of && day <= today) ?? null,
  };
}
