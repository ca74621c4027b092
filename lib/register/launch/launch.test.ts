import { describe, expect, it } from "vitest";
import type { RegisterSnapshot, SnapshotProduct } from "../overlaps/snapshot";
import {
  AS_OF,
  partnership,
  policy,
  product,
  right,
  round,
  smallMarket,
  stake,
} from "../overlaps/testing/snapshot-fixture";
import { launchEffects, rightOf } from "./effects";
import { launchInstant, stageOf } from "./stage";

const draft = (rest: Partial<SnapshotProduct> = {}) =>
  product("nova", "acme", ["coding"], { lifecycle: null, ...rest });

const market = (rest: Partial<RegisterSnapshot> = {}, own = draft()): RegisterSnapshot =>
  smallMarket({
    partnerships: [partnership("zeta", ["investee"]), partnership("eta", ["model_supplier"])],
    products: [
      own,
      product("zeta-chat", "zeta", ["models"]),
      product("eta-code", "eta", ["coding"]),
      product("eta-db", "eta", ["databases"]),
    ],
    ...rest,
  });

const told = (snapshot: RegisterSnapshot) =>
  launchEffects(snapshot, "nova").overlaps.map(({ found, before, already }) => [
    found.identity,
    before ? "adds" : "new",
    already,
  ]);

describe("before general availability", () => {
  it.each<[Partial<SnapshotProduct>, string]>([
    [{}, "draft"],
    [{ ga: "2027-02" }, "draft"],
    [{ preview: "2027-01-10", ga: "2027-02" }, "draft"],
    [{ lifecycle: "preview" }, "preview"],
    [{ preview: "2026-05" }, "preview"],
    [{ lifecycle: "ga", ga: "2027-02" }, "preview"],
    [{ lifecycle: "ga" }, "available"],
    [{ lifecycle: "ga", ga: "2026" }, "available"],
    [{ ga: "2026-11-20" }, "available"],
    [{ lifecycle: "retired" }, "retired"],
    [{ lifecycle: "ga", retired_on: "2025" }, "retired"],
  ])("%o is %s", (rest, stage) => {
    expect(stageOf(draft(rest), AS_OF)).toBe(stage);
  });

  it("is judged on the day of the launch where that is ahead, else today", () => {
    expect(launchInstant({ ga: "2027-02" }, AS_OF)).toBe(Date.UTC(2027, 1, 1));
    expect(launchInstant({ ga: "2026" }, AS_OF)).toBe(AS_OF);
    expect(launchInstant({ ga: null }, AS_OF)).toBe(AS_OF);
  });
});

describe("a launch", () => {
  it("makes an overlap with every partner's product that it meets, and with no other", () => {
    expect(told(market())).toEqual([
      ["product_overlap:nova:eta-code", "new", false],
      ["product_overlap:nova:zeta-chat", "new", false],
    ]);
  });

  it("makes nothing in a segment without partners, and nothing without a segment", () => {
    expect(told(market({}, draft({ segment_ids: [] })))).toEqual([]);
    expect(launchEffects(market(), "unknown").overlaps).toEqual([]);
  });

  it("says what a preview has made already, and what is there without it", () => {
    const preview = market({}, draft({ lifecycle: "preview" }));
    expect(told(preview).map(([, effect, already]) => [effect, already])).toEqual([
      ["new", true],
      ["new", true],
    ]);
    const titan = product("titan", "acme", ["coding"]);
    const both = { ...market(), products: [...market().products, titan] };
    expect(told(both).map(([identity]) => identity)).not.toContain("product_overlap:titan:eta-code");
  });

  it("looks at the policies that will be in force on its day", () => {
    const policies = [
      policy("forge", "v1", "2026-01-01T00:00:00Z", { "eta-large": "eta-code" }),
      policy("forge", "v2", "2027-01-15T00:00:00Z", { "eta-large": "eta-code", "nova-pro": "nova" }),
    ];
    const kinds = (ga: string | null) =>
      launchEffects(market({ policies }, draft({ ga })), "nova").overlaps.map(({ found }) => found.kind);
    expect(kinds("2027-02")).toContain("router_overlap");
    expect(kinds("2027-01-10")).not.toContain("router_overlap");
  });

  it("joins an overlap that is there without it, and says how grave that was", () => {
    const titan = product("titan", "acme", ["models"]);
    const policies = [
      policy("forge", "v1", "2026-01-01T00:00:00Z", {
        "eta-large": "eta-code",
        "titan-1": "titan",
        "nova-pro": "nova",
      }),
    ];
    const snapshot = { ...market({ policies }), products: [...market().products, titan] };
    const router = launchEffects(snapshot, "nova").overlaps.find(
      ({ found }) => found.kind === "router_overlap",
    );
    expect(router?.before?.severity.points).toBeLessThan(router?.found.severity.points ?? 0);
    // A candidate of a policy in force is on the path whether it is on the market or not.
    expect(router?.already).toBe(true);
  });

  it("names the rights that will need a wall, and those of which nobody knows", () => {
    const rights = [
      right("eta-info", "eta", "acme", "information"),
      right("zeta-data", "zeta", "acme", "data_access", "unknown"),
      right("zeta-seat", "zeta", "acme", "board_seat", "unknown"),
    ];
    const { overlaps, uncertain } = launchEffects(market({ rights }), "nova");
    const walls = overlaps.filter(({ found }) => found.kind === "wall_missing");
    expect(walls.map(({ found }) => rightOf(found)?.key)).toEqual(["eta-info"]);
    expect(uncertain.map((one) => one.right.key)).toEqual(["zeta-data"]);
  });

  it("needs no wall where one stands", () => {
    const rights = [right("eta-info", "eta", "acme", "information")];
    const { overlaps } = launchEffects(market({ rights, walls: [{ party_id: "eta" }] }), "nova");
    expect(overlaps.map(({ found }) => found.kind)).not.toContain("wall_missing");
  });

  it("rests on confidential facts as detection does", () => {
    const rounds = [round("zeta", [stake("acme", "8000000000")], { visibility: "confidential" })];
    const { overlaps } = launchEffects(market({ rounds }), "nova");
    expect(overlaps.map(({ found }) => [found.identity, found.visibility])).toEqual([
      ["product_overlap:nova:zeta-chat", "confidential"],
      ["product_overlap:nova:eta-code", "internal"],
    ]);
  });
});
