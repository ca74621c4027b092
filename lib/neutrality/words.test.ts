import { describe, expect, it } from "vitest";
import {
  describeExcess,
  describeOdds,
  describeVerdict,
  explainReason,
  focusSubject,
  NeutralityQuery,
} from "./index";
import type { Neutrality } from "./schema";

const answer = {
  focus: "first_party",
  usable: 38849,
  materiality: 1.05,
  observed: { focal: 12820, share: 0.33 },
  expected: { focal: 9191.2, share: 0.2366 },
  tilt: {
    log_odds: Math.log(1.65),
    odds_ratio: 1.65,
    lower: Math.log(1.57),
    upper: Math.log(1.73),
    level: 0.99,
  },
  verdict: "breach",
  because: ["tilt_above_materiality"],
  onset: { day: "2026-08-10", policy_version: "v3" },
  needed: 0,
} as unknown as Neutrality;

describe("words of a verdict", () => {
  it("say what, how much and since when", () => {
    expect(describeVerdict(answer)).toEqual([
      "The router is tilted by more than the materiality.",
      "Our own models were chosen in 3,629 decisions more than a neutral router would have: 33.0\u00a0% of 38,849 decisions, against 23.7\u00a0% expected.",
      "Odds 1.65 times, between 1.57 and 1.73; material from 1.05.",
      "Evidence is strongest from 10 August 2026, when policy v3 began.",
    ]);
  });

  it("say below which odds somebody is treated worse", () => {
    expect(describeVerdict({ ...answer, direction: "against" })[2]).toContain(
      "; material at 0.95 and below.",
    );
    expect(describeVerdict({ ...answer, direction: "both" })[2]).toContain(
      "; material from 1.05, or at 0.95 and below.",
    );
  });

  it("say what would settle an open question", () => {
    const open: Neutrality = {
      ...answer,
      verdict: "inconclusive",
      because: ["not_enough_evidence"],
      onset: { day: null, policy_version: null, starts: [] },
      needed: 11234,
    };
    expect(describeVerdict(open).filter((text) => text.startsWith("There is not"))).toHaveLength(1);
    expect(describeVerdict(open).at(-1)).toBe("About 12,000 more decisions like these would settle it.");
  });

  it("do not make up bounds or figures", () => {
    const { tilt } = answer;
    expect(describeOdds({ ...answer, tilt: { ...tilt, lower: null } })).toBe("odds 1.65 times, at most 1.73");
    expect(describeOdds({ ...answer, tilt: { ...tilt, log_odds: null, lower: null, upper: null } })).toBe(
      "odds without a finite estimate, not bounded yet",
    );
    expect(describeOdds({ ...answer, usable: 0 })).toBeNull();
    expect(describeExcess({ ...answer, usable: 0 }, "Our own models")).toBeNull();
  });

  it("name the focus and every reason", () => {
    expect(focusSubject("party:openai", "OpenAI")).toBe("Models of OpenAI");
    expect(explainReason("not_identified: latency_s")).toContain("latency_s");
    expect(explainReason("something else")).toBe("something else");
    expect(explainReason("candidates_from_policy: 1800")).toMatch(/declared policy .* rests on: 1,800\.$/);
    expect(explainReason("ties_shared: 132516, of which 29027 went to the focus")).toContain(
      "132,516, of which 29,027",
    );
    expect(explainReason("quality_basis_unknown: feed-2026")).toContain("feed-2026");
    for (const code of ["cost_from_list_prices", "quality_from_register"])
      expect(explainReason(code)).toContain("register’s");
    for (const code of [
      ...["exact_law", "randomised", "blind_copy_alike", "no_blind_arm"],
      ...["weakest_baseline", "no_reference", "reference: chat 0.3, code 0.2"],
    ])
      expect(explainReason(code)).toMatch(/^[A-Z].{20,}\.$/);
  });
});

describe("the query", () => {
  const parse = (over: Record<string, string>) =>
    NeutralityQuery.safeParse({ from: "2026-01-01", to: "2026-02-01", ...over });
  const faults = (over: Record<string, string>) =>
    parse(over).error?.issues.map(({ path }) => path.join("/"));

  it("has the contract's defaults", () => {
    expect(parse({}).data).toMatchObject({ focus: "first_party", alpha: 0.01, materiality: 1.05 });
    expect(parse({ covariates: "latency_s,quality" }).data?.covariates).toEqual(["quality", "latency_s"]);
  });

  it.each([
    [{ materiality_share: "1" }, "materiality_share"],
    [{ baseline: "guess" }, "baseline"],
    [{ alpha: "0" }, "alpha"],
    [{ alpha: "1" }, "alpha"],
    [{ alpha: "NaN" }, "alpha"],
    [{ materiality: "0.99" }, "materiality"],
    [{ materiality: "" }, "materiality"],
    [{ covariates: "quality,quality" }, "covariates"],
    [{ covariates: "" }, "covariates"],
    [{ covariates: "price" }, "covariates"],
    [{ direction: "up" }, "direction"],
    [{ focus: "party:" }, "focus"],
    [{ focus: "us" }, "focus"],
    [{ to: "2026-01-01" }, "to"],
    [{ from: "2026-02-30" }, "from"],
  ] as [Record<string, string>, string][])("refuses %o at /%s", (over, path) => {
    expect(faults(over)).toEqual([path]);
  });

  it("refuses what it does not know", () => {
    expect(parse({ colour: "red" }).error?.issues[0]?.code).toBe("unrecognized_keys");
    expect(parse({ alpha: "1e-3", materiality: "1" }).data).toMatchObject({ alpha: 0.001, materiality: 1 });
  });
});
