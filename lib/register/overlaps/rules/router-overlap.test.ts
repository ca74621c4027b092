import { describe, expect, it } from "vitest";
import { detect } from "../detect";
import { party, policy, product, round, smallMarket, stake } from "../testing/snapshot-fixture";

const products = [
  product("one", "acme", ["models"]),
  product("chat", "zeta", ["models"]),
  product("talk", "eta", ["coding"]),
  product("other", "rival", ["models"]),
];
const hits = (rest: Parameters<typeof smallMarket>[0]) =>
  detect(smallMarket({ products, ...rest })).filter(({ kind }) => kind === "router_overlap");
const both = { "acme-one": "one", "zeta-large": "chat" };

describe("a router over candidates of which some are ours", () => {
  it("stands by the policy in force: the latest that has begun", () => {
    const v1 = policy("main", "v1", "2026-05-01T00:00:00Z", both);
    const v2 = policy("main", "v2", "2026-08-01T00:00:00Z", { "zeta-large": "chat" });
    const v3 = policy("main", "v3", "2027-01-01T00:00:00Z", both);
    expect(hits({ policies: [v1] }).map(({ identity }) => identity)).toEqual(["router_overlap:main"]);
    expect(hits({ policies: [v1, v2] })).toEqual([]);
    expect(hits({ policies: [v2, v3] })).toEqual([]);
  });

  it("keeps its identity from version to version, and its path says which", () => {
    const versions = [
      policy("main", "v1", "2026-05-01T00:00:00Z", both),
      policy("main", "v2", "2026-08-01T00:00:00Z", both),
    ];
    const [hit] = hits({ policies: versions });
    expect(hit?.identity).toBe("router_overlap:main");
    expect(hit?.path[0]?.sentence).toBe("Acme runs main, policy v2 since 1 August 2026");
  });

  it("needs a candidate of ours and one of a partner; names that nobody knows and rivals count for neither", () => {
    const found = (candidates: Record<string, string | null>) =>
      hits({ policies: [policy("main", "v1", "2026-05-01T00:00:00Z", candidates)] });
    expect(found({ "acme-one": "one", mystery: null })).toEqual([]);
    expect(found({ "acme-one": "one", "rival-x": "other" })).toEqual([]);
    expect(found({ "zeta-large": "chat", "eta-small": "talk" })).toEqual([]);
    expect(found({ ...both, mystery: null })).toHaveLength(1);
  });

  it("is one a router", () => {
    const policies = ["desk", "flow"].map((name) => policy(name, "v1", "2026-05-01T00:00:00Z", both));
    expect(hits({ policies })).toHaveLength(2);
  });

  it("names how many partners there are and in how many we invest", () => {
    const policies = [policy("main", "v1", "2026-05-01T00:00:00Z", { ...both, "eta-small": "talk" })];
    const title = (rounds: Parameters<typeof hits>[0]) => hits({ policies, ...rounds })[0]?.title;
    expect(title({})).toBe(
      "We run the router main, which chooses between our own models and those of two partners.",
    );
    expect(title({ rounds: [round("eta", [stake("acme", "1")])] })).toBe(
      "We run the router main, which chooses between our own models and those of two partners, in one of which we invest.",
    );
  });

  it("takes our share on this router as what is at stake", () => {
    const policies = [policy("main", "v1", "2026-05-01T00:00:00Z", both)];
    const traffic = {
      generated: false,
      from: "2026-04-01",
      to: "2026-11-20",
      decisions: 50_000,
      products: {},
      routers: { main: { decisions: 38_849, first_party: 12_820 } },
    };
    expect(hits({ policies, traffic })[0]?.factors[3]).toEqual({
      key: "traffic",
      known: "33.0\u00a0% of 38,849 decisions of main went to our own models, until 20 November 2026",
      points: 3,
    });
  });

  it("finds nothing without a platform", () => {
    const policies = [policy("main", "v1", "2026-05-01T00:00:00Z", both)];
    expect(hits({ policies, parties: [party("zeta", ["partner"])] })).toEqual([]);
  });
});
