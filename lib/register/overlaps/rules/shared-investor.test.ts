import { describe, expect, it } from "vitest";
import { detect } from "../detect";
import { partnership, party, product, right, round, smallMarket, stake } from "../testing/snapshot-fixture";

const hits = (rest: Parameters<typeof smallMarket>[0]) =>
  detect(smallMarket({ products, ...rest })).filter(({ kind }) => kind === "shared_investor");

const products = [product("chat", "zeta", ["models"]), product("talk", "eta", ["models"])];
const rounds = [round("zeta", [stake("rival", "3000000000")]), round("eta", [stake("rival", null)])];
const coHolding = (at_least: number | null, named_ids: string[]) => ({
  id: "both",
  key: "both",
  at_least,
  party_ids: ["zeta", "eta"],
  named_ids,
  visibility: "internal" as const,
  source_ids: [],
});

describe("an investor that holds rivals", () => {
  it("stands by its participations", () => {
    expect(hits({ rounds }).map(({ identity }) => identity)).toEqual(["shared_investor:rival:eta:zeta"]);
    expect(hits({ rounds: rounds.slice(1) })).toEqual([]);
  });

  it("stands by a participation in one and a co-holding that names it", () => {
    const found = hits({ rounds: rounds.slice(0, 1), co_holdings: [coHolding(1, ["rival"])] });
    expect(found.map(({ identity }) => identity)).toEqual(["shared_investor:rival:eta:zeta"]);
  });

  it("stands for those whom a co-holding does not name, as one", () => {
    const found = hits({ co_holdings: [coHolding(12, ["rival"])] });
    expect(found.map(({ identity }) => identity)).toEqual([
      "shared_investor:rival:eta:zeta",
      "shared_investor:co_holding:both:eta:zeta",
    ]);
    expect(found[1]?.title).toBe(
      "At least 12 investors hold stakes in Eta and in Zeta, which compete in models.",
    );
    expect(hits({ co_holdings: [coHolding(null, [])] })[0]?.title).toMatch(/^Several investors hold/);
  });

  it("is never us, nor a party above or below the platform", () => {
    const parties = [
      party("holding", ["investor"]),
      party("acme", ["platform"], "holding"),
      party("fund", ["investor"], "acme"),
      party("zeta", ["partner"]),
      party("eta", ["partner"]),
    ];
    for (const investor of ["holding", "acme", "fund"]) {
      const ours = [round("zeta", [stake(investor, "1")]), round("eta", [stake(investor, "1")])];
      expect(hits({ parties, rounds: ours })).toEqual([]);
    }
  });

  it("does not stand where the two do not compete", () => {
    const apart = [product("chat", "zeta", ["models"]), product("store", "eta", ["databases"])];
    expect(hits({ products: apart, rounds, co_holdings: [coHolding(12, [])] })).toEqual([]);
  });

  it("is worse with a board seat, an observer or an information right on either side, and with no other right", () => {
    const partnerships = [partnership("zeta", []), partnership("eta", [])];
    const plain = hits({ rounds })[0]?.severity;
    for (const type of ["board_seat", "board_observer", "information"])
      for (const side of ["zeta", "eta"]) {
        const worse = hits({ rounds, partnerships, rights: [right("r", side, "rival", type)] })[0]?.severity;
        expect(worse?.points).toBeGreaterThan(plain?.points ?? 99);
        expect(worse?.known).toBe((plain?.known ?? 0) + 1);
      }
    const other = hits({ rounds, partnerships, rights: [right("r", "zeta", "rival", "revenue_share")] });
    expect(other[0]?.severity).toEqual(plain);
    const ours = hits({ rounds, partnerships, rights: [right("r", "zeta", "acme", "board_seat")] });
    expect(ours[0]?.severity).toEqual(plain);
  });
});
