import { describe, expect, it } from "vitest";
import { detect } from "../detect";
import { partnership, party, product, round, smallMarket, stake } from "../testing/snapshot-fixture";

const hits = (rest: Parameters<typeof smallMarket>[0]) =>
  detect(smallMarket(rest)).filter(({ kind }) => kind === "rival_investees");

const products = [product("chat", "zeta", ["models"]), product("talk", "eta", ["models"])];
const rounds = [round("zeta", [stake("acme", "8000000000")]), round("eta", [stake("acme", "20000000")])];

describe("two investees that compete", () => {
  it("stand against each other once, whatever they share", () => {
    const more = [...products, product("code", "zeta", ["coding"]), product("script", "eta", ["coding"])];
    const found = hits({ products: more, rounds });
    expect(found.map(({ identity }) => identity)).toEqual(["rival_investees:eta:zeta"]);
    expect(found[0]?.traffic_scope).toEqual({ product_ids: ["chat", "code", "script", "talk"] });
  });

  it("are investees by a participation of ours or by a partnership of that kind in force", () => {
    expect(hits({ products, rounds: rounds.slice(0, 1) })).toEqual([]);
    const partnerships = [partnership("eta", ["investee"])];
    const [hit] = hits({ products, rounds: rounds.slice(0, 1), partnerships });
    expect(hit?.path.at(-2)?.sentence).toBe("Acme has invested in Eta; no round is recorded");
    const over = [partnership("eta", ["investee"], { status: "ended" })];
    expect(hits({ products, rounds: rounds.slice(0, 1), partnerships: over })).toEqual([]);
  });

  it("count an investment by a party above or below the platform as ours", () => {
    const parties = [
      party("holding", ["investor"]),
      party("acme", ["platform"], "holding"),
      party("acme-fund", ["investor"], "acme"),
      party("zeta", ["partner"]),
      party("eta", ["partner"]),
    ];
    const ours = [round("zeta", [stake("holding", "1")]), round("eta", [stake("acme-fund", "1")])];
    const all = detect(smallMarket({ parties, products, rounds: ours }));
    expect(all.map(({ kind }) => kind)).toEqual(["rival_investees"]);
  });

  it("do not compete in different segments, nor with what is retired", () => {
    const apart = [product("chat", "zeta", ["models"]), product("store", "eta", ["databases"])];
    expect(hits({ products: apart, rounds })).toEqual([]);
    const gone = [
      product("chat", "zeta", ["models"]),
      product("talk", "eta", ["models"], { lifecycle: "retired" }),
    ];
    expect(hits({ products: gone, rounds })).toEqual([]);
  });

  it("do not stand against a party of the same house", () => {
    const parties = [
      party("acme", ["platform"]),
      party("zeta", ["partner"]),
      party("eta", ["partner"], "zeta"),
    ];
    expect(hits({ parties, products, rounds })).toEqual([]);
  });

  it("rest on the investments: these are needed on the path, and their sum is the money at stake", () => {
    const [hit] = hits({ products, rounds });
    const invested = hit?.path.filter(({ relation }) => relation === "invested");
    expect(invested?.map(({ needed, sentence }) => [needed, sentence])).toEqual([
      [true, "Acme invested USD\u00a020\u00a0m in Eta"],
      [true, "Acme invested USD\u00a08\u00a0bn in Zeta"],
    ]);
    expect(hit?.factors[1]).toEqual({
      key: "money",
      known: "USD\u00a08.02\u00a0bn committed to Eta and Zeta",
      points: 4,
    });
  });
});
