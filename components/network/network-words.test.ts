import { expect, it } from "vitest";
import { type NetworkEdge, type NetworkFact, type NetworkView, undatedFacts } from "@/lib/register";
import { layersOf, neighbourDays, networkSummary, onlyLayers } from "./network-words";

const fact = (entity: NetworkFact["entity"], key: string, date: string | null = null): NetworkFact => ({
  ...{ entity, key, label: key, date, visibility: null },
});
const edge = (kind: NetworkEdge["kind"], from: string, to: string, facts: NetworkFact[]): NetworkEdge => ({
  ...{ id: `${kind} ${from} ${to}`, kind, from, to, label: "", unsure: false, amount: null, currency: null },
  facts,
});
const view: NetworkView = {
  as_of: "2026-02-10",
  nodes: [
    { id: "party:a", kind: "party", key: "a", label: "A", note: null, own: true, ordinal: 0 },
    { id: "party:b", kind: "party", key: "b", label: "B", note: null, own: false, ordinal: 1 },
    { id: "product:p", kind: "product", key: "p", label: "P", note: null, own: false, ordinal: 0 },
    { id: "segment:s", kind: "segment", key: "s", label: "S", note: null, own: false, ordinal: 0 },
  ],
  edges: [
    edge("money", "party:a", "party:b", [fact("round", "r1", "2026-01"), fact("round", "r2")]),
    edge("owns", "party:b", "product:p", [fact("product", "p")]),
    edge("sold_in", "product:p", "segment:s", [fact("product", "p")]),
  ],
  undated: 2,
  dates: ["2026-01-01", "2026-02-10", "2026-03-01"],
};

it("says in a sentence what is drawn", () => {
  expect(networkSummary(view)).toBe(
    "Two parties, one product, one market segment and one line of money on 10 February 2026.",
  );
  expect(networkSummary({ ...view, nodes: [], edges: [] })).toBe(
    "Nothing of this is recorded for 10 February 2026.",
  );
});

it("draws some layers alone, and counts facts without a date of these only, each once", () => {
  const money = onlyLayers(view, ["money"]);
  expect(money.nodes.map(({ id }) => id)).toEqual(["party:a", "party:b"]);
  expect([undatedFacts(view.edges), undatedFacts(money.edges)]).toEqual([2, 1]);
});

it("takes what an address asks for, and everything where it asks for nothing known", () => {
  expect(layersOf("money,products")).toEqual(["money", "products"]);
  expect(layersOf(undefined)).toEqual(["money", "rights", "products"]);
  expect(layersOf("nonsense")).toEqual(["money", "rights", "products"]);
});

it("steps to the days on which something changes, never past today", () => {
  expect(neighbourDays(view, "2026-02-20")).toEqual({ before: "2026-01-01", after: null });
  expect(neighbourDays(view, "2026-03-01")).toEqual({ before: "2026-01-01", after: "2026-03-01" });
});
