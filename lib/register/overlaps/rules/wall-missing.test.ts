import { describe, expect, it } from "vitest";
import { detect } from "../detect";
import { partnership, product, right, smallMarket } from "../testing/snapshot-fixture";

const products = [product("one", "acme", ["coding"]), product("chat", "zeta", ["models"])];
const partnerships = [partnership("zeta", ["model_supplier"])];
const hits = (rest: Parameters<typeof smallMarket>[0]) =>
  detect(smallMarket({ products, partnerships, ...rest })).filter(({ kind }) => kind === "wall_missing");

describe("a right without the wall that it needs", () => {
  it("stands for information and data access that are agreed, and for no other right", () => {
    for (const type of ["information", "data_access"])
      expect(hits({ rights: [right("r", "zeta", "acme", type)] })[0]?.identity).toBe("wall_missing:r");
    expect(hits({ rights: [right("r", "zeta", "acme", "board_seat")] })).toEqual([]);
    expect(hits({ rights: [right("r", "zeta", "acme", "information", "not_agreed")] })).toEqual([]);
    expect(hits({ rights: [right("r", "zeta", "acme", "information", "unknown")] })).toEqual([]);
  });

  it("is about rights of ours, not of others", () => {
    expect(hits({ rights: [right("r", "zeta", "rival", "information")] })).toEqual([]);
    expect(hits({ rights: [right("r", "zeta", "zeta", "information")] })).toEqual([]);
  });

  it("needs an own live product in the partner's segment, above or below it", () => {
    const rights = [right("r", "zeta", "acme", "information")];
    expect(
      hits({
        rights,
        products: [product("one", "acme", ["databases"]), product("chat", "zeta", ["models"])],
      }),
    ).toEqual([]);
    const retired = product("one", "acme", ["models"], { lifecycle: "retired" });
    expect(hits({ rights, products: [retired, product("chat", "zeta", ["models"])] })).toEqual([]);
  });

  it("ends where a wall stands around the partner, and where the partnership is over", () => {
    const rights = [right("r", "zeta", "acme", "information")];
    expect(hits({ rights, walls: [{ party_id: "zeta" }] })).toEqual([]);
    expect(hits({ rights, walls: [{ party_id: "eta" }] })).toHaveLength(1);
    expect(hits({ rights, partnerships: [partnership("zeta", [], { status: "ended" })] })).toEqual([]);
  });

  it("needs the right on its path, once, and says what it is", () => {
    const [hit] = hits({ rights: [right("r", "zeta", "acme", "information")] });
    expect(hit?.title).toBe(
      "We hold an information right over Zeta and sell One against its Chat, with no wall between.",
    );
    const onPath = hit?.path.filter(({ entity }) => entity === "contract_right");
    expect(onPath?.map(({ needed, sentence }) => [needed, sentence])).toEqual([
      [true, "Acme holds an information right over Zeta"],
    ]);
  });
});
