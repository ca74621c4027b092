import { describe, expect, it } from "vitest";
import { composeCurve, type Told } from "./describe-specification";
import { covariateSets, planSpecifications } from "./plan";
import type { Specification } from "./schema";
import { listSpans } from "./spans";

describe("covariateSets", () => {
  it("begins with the verdict's own, then all that is carried and all but one of them", () => {
    expect(covariateSets(["log_cost", "quality"], ["quality", "log_cost", "latency_s"])).toEqual([
      ["quality", "log_cost"],
      ["quality", "log_cost", "latency_s"],
      ["log_cost", "latency_s"],
      ["quality", "latency_s"],
    ]);
    expect(covariateSets(["quality"], ["quality"])).toEqual([["quality"]]);
  });
});

describe("planSpecifications", () => {
  const spans = listSpans([], { first_day: 0, last_day: 29 });
  const plan = (over: Partial<Parameters<typeof planSpecifications>[0]>) =>
    planSpecifications({
      covariates: [["quality", "log_cost"], ["quality"]],
      spans,
      outlier_days: [],
      largest_tenant: null,
      families: false,
      ...over,
    });

  it("crosses covariates with candidates, and takes every other choice of rows alone", () => {
    const all = plan({ outlier_days: [3], largest_tenant: "7", families: true });
    expect(all).toHaveLength(2 * 2 + 4 + 2);
    expect(all[0]).toMatchObject({ window: "whole", outliers: "none", candidates: "all" });
    expect(all.filter(({ rows }) => rows.without_days.length > 0)).toHaveLength(1);
    expect(all.filter(({ rows }) => rows.without_tenant === "7")).toHaveLength(1);
    expect(new Set(all.map((one) => JSON.stringify(one))).size).toBe(all.length);
  });

  it("leaves out what the data do not allow", () => {
    expect(plan({})).toHaveLength(2 + 4);
    expect(plan({ covariates: [] })).toEqual([]);
  });
});

describe("composeCurve", () => {
  const one = (
    lift: number,
    verdict: Specification["verdict"],
    chosen = false,
    candidates: Specification["choices"]["candidates"] = "all",
  ): Told => ({
    choices: {
      baseline: "partner_revealed",
      covariates: ["quality"],
      window: "whole",
      outliers: "none",
      weight: "requests",
      candidates,
    },
    chosen,
    decisions: 10,
    observed: lift,
    expected: 0,
    lift,
    lower: lift - 1,
    upper: lift + 1,
    level: 0.99,
    odds: { ratio: null, lower: null, upper: null },
    verdict,
  });

  it("sorts by lift and counts who agrees in sign, in verdict and in both", () => {
    const curve = composeCurve([
      one(0.2, "breach", true),
      one(-0.1, "breach"),
      one(0.1, "watch"),
      one(0.3, "breach"),
      { choices: one(0, "kept").choices, reason: "separation" },
    ]);
    expect(curve.specifications.map(({ lift }) => lift)).toEqual([-0.1, 0.1, 0.2, 0.3]);
    expect(curve.agreement).toEqual({ specifications: 4, same_sign: 3, same_verdict: 3, both: 2 });
    expect(curve.not_estimated).toHaveLength(1);
  });

  it("counts ways with one candidate per family apart: a bound is no vote", () => {
    const curve = composeCurve([
      one(0.001, "kept", true),
      one(-0.001, "kept"),
      one(0.04, "breach", false, "one_per_family"),
    ]);
    expect(curve.specifications).toHaveLength(3);
    expect(curve.agreement).toEqual({ specifications: 2, same_sign: 1, same_verdict: 2, both: 1 });
    expect(curve.bounds).toEqual({ specifications: 1, same_sign: 1, same_verdict: 0, both: 0 });
  });

  it("finds nobody in agreement with what could not be estimated", () => {
    expect(composeCurve([one(0.2, "breach")]).agreement.specifications).toBe(0);
  });
});
