import { describe, expect, it } from "vitest";
import type { PathFactView, PathNodeView } from "@/lib/register";
import { narrowPath } from "./narrow-path";
import { pathPicture } from "./path-model";

const node = (
  kind: PathNodeView["kind"],
  key: string,
  own = false,
  note: string | null = null,
): PathNodeView => ({
  kind,
  key,
  label: key,
  note,
  own,
});
const fact = (
  no: number,
  relation: PathFactView["relation"],
  links: [PathNodeView, PathNodeView][],
  figure: string | null = null,
): PathFactView => ({
  no,
  relation,
  entity: "",
  id: "",
  key: "",
  label: "",
  sentence: "",
  figure,
  visibility: "internal",
  needed: true,
  sources: [],
  links: links.map(([from, to]) => ({ from, to })),
});

const us = node("party", "acme", true);
const zeta = node("party", "zeta");
const eta = node("party", "eta");
const router = node("router", "forge");
const [one, large, small, talk] = [
  node("model", "acme-one", true, "One"),
  node("model", "zeta-large", false, "Chat"),
  node("model", "zeta-small", false, "Chat"),
  node("model", "eta-talk", false, "Talk"),
];
const path = [
  fact(1, "runs", [[us, router]]),
  fact(2, "names", [[router, one]]),
  fact(3, "names", [
    [router, talk],
    [router, large],
    [router, small],
  ]),
  fact(4, "owns", [[one, us]]),
  fact(5, "owns", [
    [large, zeta],
    [small, zeta],
  ]),
  fact(6, "owns", [[talk, eta]]),
  fact(7, "invested", [[zeta, us]], "about USD 8 bn"),
  fact(8, "invested", [[zeta, us]], "USD 1 bn"),
];
const traffic = {
  candidates: { "acme-one": 0.3, "zeta-large": 0.4, "zeta-small": 0.1, "eta-talk": 0.2 },
  hues: { zeta: "p1", eta: "p2" },
} as const;

describe("the picture of a path", () => {
  const picture = pathPicture({ path, title: "We run the router." }, traffic);

  it("goes from us by the router and its candidates to their owners, ours on top and lines uncrossed", () => {
    expect(picture.nodes.map(({ id, column }) => [column, id])).toEqual([
      [0, "party:acme"],
      [1, "router:forge"],
      [2, "model:acme-one"],
      [2, "model:zeta-large"],
      [2, "model:zeta-small"],
      [2, "model:eta-talk"],
      [3, "party:zeta"],
      [3, "party:eta"],
    ]);
  });

  it("returns what is ours on top in blue, and what we invested in below in ink, once", () => {
    const back = picture.edges.filter((edge) => edge.back);
    expect(back).toEqual([
      { from: "model:acme-one", to: "party:acme", fact: 4, hue: "own", back: "top" },
      { from: "party:zeta", to: "party:acme", fact: 7, back: "bottom" },
    ]);
    expect(picture.captions).toEqual({
      top: "and it is ours",
      bottom: "in which we invested: about USD 8 bn and USD 1 bn",
    });
  });

  it("gives candidates the width of their traffic and the hue of their owner; blue to nothing but ours", () => {
    const named = picture.edges.filter(({ from }) => from === "router:forge");
    expect(named.map(({ to, weight, hue }) => [to, weight, hue])).toEqual([
      ["model:acme-one", 0.3, "own"],
      ["model:eta-talk", 0.2, "p2"],
      ["model:zeta-large", 0.4, "p1"],
      ["model:zeta-small", 0.1, "p1"],
    ]);
    expect(picture.edges.find(({ fact }) => fact === 1)?.hue).toBeUndefined();
  });

  it("is a tree of products with their owners where it is narrow", () => {
    const { tops, hub, leaves } = narrowPath(path, traffic);
    expect(tops.map(({ node: { key } }) => key)).toEqual(["acme"]);
    expect([hub?.node.key, hub?.fact]).toEqual(["forge", 1]);
    expect(
      leaves.map(({ label, share, into, owner, back, hue }) => [label, share, into, owner?.label, back, hue]),
    ).toEqual([
      ["One", 0.3, 2, undefined, 4, "own"],
      ["Chat", 0.5, 3, "zeta", 7, "p1"],
      ["Talk", 0.2, 3, "eta", null, "p2"],
    ]);
  });
});

it("puts the shared investor where everything returns to", () => {
  const rival = node("party", "rival");
  const picture = pathPicture(
    {
      path: [
        fact(1, "holds", [
          [zeta, rival],
          [eta, rival],
        ]),
      ],
      title: "Shared.",
    },
    null,
  );
  expect(picture.nodes.map(({ id, column }) => [column, id])).toEqual([
    [0, "party:rival"],
    [3, "party:zeta"],
    [3, "party:eta"],
  ]);
  expect(picture.captions).toEqual({ bottom: "in which it holds stakes" });
});
