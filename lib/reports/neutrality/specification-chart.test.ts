import { expect, it } from "vitest";
import type { Specification, SpecificationCurve } from "@/lib/neutrality";
import { composeSpecificationChart, specificationFinding } from "./specification-chart";

const specification = (
  lift: number,
  choices: Partial<Specification["choices"]> = {},
  rest: Partial<Specification> = {},
): Specification => ({
  choices: {
    baseline: "partner_revealed",
    covariates: ["quality", "log_cost"],
    window: "whole",
    outliers: "none",
    weight: "requests",
    candidates: "all",
    ...choices,
  },
  chosen: false,
  decisions: 100,
  observed: 0.3 + lift,
  expected: 0.3,
  lift,
  lower: lift - 0.002,
  upper: lift + 0.002,
  level: 0.99,
  odds: { ratio: 1.1, lower: 1.05, upper: 1.2 },
  verdict: lift > 0 ? "breach" : "kept",
  ...rest,
});

const isBound = ({ choices }: Specification) => choices.candidates === "one_per_family";

const curve = (
  specifications: Specification[],
  counts: Partial<SpecificationCurve["agreement"]> = {},
): SpecificationCurve => ({
  method_version: "2",
  from: "2026-04-15",
  to: "2026-11-21",
  focus: "first_party",
  direction: "for",
  alpha: 0.01,
  materiality: 1.05,
  specifications,
  not_estimated: [],
  agreement: { specifications: 2, same_sign: 2, same_verdict: 2, both: 2, ...counts },
  bounds: {
    ...{ specifications: specifications.filter(isBound).length, same_sign: 0, same_verdict: 0, both: 0 },
  },
});

const three = curve([
  specification(0.03, { weight: "tokens" }),
  specification(-0.01, { candidates: "one_per_family" }),
  specification(0.01, {}, { chosen: true }),
]);

it("sorts by result with the bounds behind, marks the way of the verdict and those that agree with it", () => {
  const chart = composeSpecificationChart(three, { generated: true, breach: true });
  expect(chart?.columns.map(({ value }) => value)).toEqual([0.01, 0.03, -0.01]);
  expect(chart?.columns.map(({ chosen }) => chosen)).toEqual([true, false, false]);
  expect(chart?.columns.map(({ agrees }) => agrees)).toEqual([true, true, false]);
  expect(chart?.columns.map(({ bound }) => bound)).toEqual([false, false, true]);
  expect(chart?.table.rows).toHaveLength(3);
  expect(chart?.axis.min).toBeLessThanOrEqual(-0.012);
});

it("draws a row for each choice that varies, the verdict's own first, and each column picks one of a group", () => {
  const chart = composeSpecificationChart(three, { generated: true, breach: true });
  expect(chart?.groups).toEqual([
    { label: "Weight", rows: ["by requests", "by tokens"] },
    { label: "Variants", rows: ["all variants", "one per family, a bound"] },
  ]);
  expect(chart?.columns.map(({ picks }) => picks)).toEqual([
    [0, 2],
    [1, 2],
    [0, 3],
  ]);
});

it("says of a tilt how many agree in verdict and sign, and counts bounds apart", () => {
  const { title, text } = specificationFinding(three);
  expect(title).toBe("2 of 2 defensible ways to measure agree in verdict and sign.");
  expect(text[1]).toBe("2 of 2 have the same sign.");
  expect(text[2]).toMatch(
    /^One further way at the right counts the models of one product.*counted apart: it does not agree in verdict\.$/,
  );
});

it("leads with the verdict where nothing is found: near none the sign is chance", () => {
  const kept = curve(
    [
      specification(-0.001, {}, { chosen: true, verdict: "kept" }),
      specification(0.001, { weight: "tokens" }, { verdict: "kept" }),
    ],
    { same_sign: 1, both: 1 },
  );
  const { title, text } = specificationFinding(kept);
  expect(title).toBe("2 of 2 defensible ways to measure agree in verdict.");
  expect(text).toContain("1 of 2 have the same sign; where there is hardly a tilt, the sign is chance.");
  const chart = composeSpecificationChart(kept, { generated: false, breach: false });
  expect(chart?.columns.map(({ agrees }) => agrees)).toEqual([true, true]);
});

it("calls baselines and what they rest on by words", () => {
  const declared = { baseline: "declared_policy", covariates: null } as const;
  const chart = composeSpecificationChart(
    curve([specification(0.01, {}, { chosen: true }), specification(0.02, declared)]),
    { generated: false, breach: true },
  );
  expect(chart?.groups).toEqual([
    { label: "Baseline", rows: ["standard between partners", "declared rule"] },
    { label: "Covariates", rows: ["quality, cost", "those of the rule"] },
  ]);
});

it("draws nothing where nothing was estimated, and says where the verdict's own way was not", () => {
  expect(composeSpecificationChart(curve([]), { generated: false, breach: false })).toBeNull();
  expect(specificationFinding(curve([])).title).toBe("No way to measure could be estimated here.");
  expect(specificationFinding(curve([specification(0.01)])).title).toBe(
    "The verdict’s own way to measure could not be estimated.",
  );
});
