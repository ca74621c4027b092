import { describe, expect, it } from "vitest";
import { detect } from "../detect";
import type { SnapshotProduct } from "../snapshot";
import {
  on,
  partnership,
  party,
  product,
  right,
  round,
  segment,
  smallMarket,
  stake,
} from "../testing/snapshot-fixture";

const hits = (rest: Parameters<typeof smallMarket>[0]) =>
  detect(smallMarket(rest)).filter(({ kind }) => kind === "product_overlap");
const pair = (own: Partial<SnapshotProduct>, theirs: Partial<SnapshotProduct> = {}) =>
  hits({ products: [product("one", "acme", ["models"], own), product("chat", "zeta", ["models"], theirs)] });

describe("first-party product against a partner's", () => {
  it("stands where both are live in the same segment", () => {
    expect(pair({}).map(({ identity }) => identity)).toEqual(["product_overlap:one:chat"]);
    expect(pair({ lifecycle: "preview" }, { lifecycle: "preview" })).toHaveLength(1);
  });

  it("does not stand for what is retired, by lifecycle or by date", () => {
    expect(pair({ lifecycle: "retired" })).toEqual([]);
    expect(pair({}, { lifecycle: "retired" })).toEqual([]);
    expect(pair({}, { retired_on: "2026-10" })).toEqual([]);
    expect(pair({}, { retired_on: "2026" })).toHaveLength(1);
    expect(pair({}, { retired_on: "2027-01-01" })).toHaveLength(1);
  });

  it("takes an unknown lifecycle as live only where a date or a channel says so", () => {
    expect(pair({}, { lifecycle: null })).toEqual([]);
    expect(pair({}, { lifecycle: null, ga: "2024-03-04" })).toHaveLength(1);
    expect(pair({}, { lifecycle: null, preview: "2027" })).toEqual([]);
    expect(pair({}, { lifecycle: null, availability: [on("acme")] })).toHaveLength(1);
    expect(pair({}, { lifecycle: null, availability: [{ ...on("acme"), until: "2025" }] })).toEqual([]);
  });

  it("reaches from a segment to those above and below it, and not to its siblings", () => {
    const at = (own: string, theirs: string) =>
      hits({
        segments: [segment("models"), segment("coding", "models"), segment("chatting", "models")],
        products: [product("one", "acme", [own]), product("chat", "zeta", [theirs])],
      });
    expect(at("coding", "models")[0]?.factors[0]).toEqual({
      key: "closeness",
      known: "Coding, one level below models",
      points: 3,
    });
    expect(at("models", "coding")[0]?.segment_id).toBe("models");
    expect(at("coding", "chatting")).toEqual([]);
  });

  it("is one overlap a pair, at the closest meeting", () => {
    const both = hits({
      products: [product("one", "acme", ["coding", "models"]), product("chat", "zeta", ["models"])],
    });
    expect(both).toHaveLength(1);
    expect(both[0]?.factors[0]?.points).toBe(4);
  });

  it("counts as ours what a party below the platform owns, and as theirs what one below a partner owns", () => {
    const parties = [
      party("acme", ["platform"]),
      party("acme-labs", ["investor"], "acme"),
      party("zeta", ["partner"]),
      party("zeta-labs", ["investor"], "zeta"),
    ];
    const [hit] = hits({
      parties,
      products: [product("one", "acme-labs", ["models"]), product("chat", "zeta-labs", ["models"])],
    });
    expect(hit?.path.map(({ sentence }) => sentence)).toEqual([
      "One is sold in models",
      "Chat is sold in models",
      "Acme owns One through Acme-labs",
      "Zeta owns Chat through Zeta-labs",
    ]);
  });

  it("makes a partner of whoever has a partnership in force, and of nobody else", () => {
    const parties = [party("acme", ["platform"]), party("shop", ["customer"])];
    const products = [product("one", "acme", ["models"]), product("chat", "shop", ["models"])];
    expect(hits({ parties, products })).toEqual([]);
    const partnerships = [partnership("shop", ["reseller"])];
    expect(hits({ parties, products, partnerships })).toHaveLength(1);
    const over = [partnership("shop", ["reseller"], { end: "2025-06" })];
    expect(hits({ parties, products, partnerships: over })).toEqual([]);
    expect(
      hits({ parties, products, partnerships: [partnership("shop", ["reseller"], { status: "ended" })] }),
    ).toEqual([]);
    expect(
      hits({ parties, products, partnerships: [partnership("shop", ["reseller"], { start: "2027" })] }),
    ).toEqual([]);
  });

  it("is as confidential as the strictest fact that it rests on or is weighed by", () => {
    const products = [product("one", "acme", ["models"]), product("chat", "zeta", ["models"])];
    const partnerships = [partnership("zeta", ["model_supplier"])];
    const open = hits({ products, partnerships, rights: [right("seat", "zeta", "acme", "board_seat")] });
    expect(open[0]?.visibility).toBe("internal");
    const walled = hits({
      products,
      partnerships,
      rights: [right("seat", "zeta", "acme", "board_seat", "agreed", "confidential")],
    });
    expect(walled[0]?.visibility).toBe("confidential");
    expect(walled[0]?.parties).toContainEqual({ party_id: "zeta", role: "partner", confidential: true });
    expect(walled[0]?.parties).toContainEqual({ party_id: "acme", role: "platform", confidential: false });
    const under = hits({
      products,
      partnerships: [partnership("zeta", ["model_supplier"], { visibility: "confidential" })],
      rights: [right("seat", "zeta", "acme", "board_seat")],
    });
    expect(under[0]?.visibility).toBe("confidential");
    const money = hits({
      products,
      rounds: [round("zeta", [stake("acme", "5")], { visibility: "confidential" })],
    });
    expect(money[0]?.visibility).toBe("confidential");
  });
});
