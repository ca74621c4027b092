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

const curve = (specifications: Specification[]): SpecificationCurve => ({
  method_version: "2",
  from: "2026-04-15",
  to: "2026-11-21",
  focus: "first_party",
  direction: "for",
  alpha: 0.01,
  materiality: 1.05,
  specifications,
  not_estimated: [],
  agreement: { specifications: specifications.length, same_sign: 2, same_verdict: 2, both: 2 },
});

const three = curve([
  specification(0.03, { weight: "tokens" }),
  specification(-0.01, { candidates: "one_per_family" }),
  specification(0.01, {}, { chosen: true }),
]);

it("sorts by result, marks the way of the verdict and those that agree with it", () => {
  const chart = composeSpecificationChart(three, { generated: true, breach: true });
  expect(chart?.columns.map(({ value }) => value)).toEqual([-0.01, 0.01, 0.03]);
  expect(chart?.columns.map(({ chosen }) => chosen)).toEqual([false, true, false]);
  expect(chart?.columns.map(({ agrees }) => agrees)).toEqual([false, true, true]);
  expect(chart?.table.rows).toHaveLength(3);
  expect(chart?.axis.min).toBeLessThanOrEqual(-0.012);
});

it("draws a row for each choice that varies, the verdict's own first, and each column picks one of a group", () => {
  const chart = composeSpecificationChart(three, { generated: true, breach: true });
  expect(chart?.groups).toEqual([
    { label: "Weight", rows: ["by requests", "by tokens"] },
    { label: "Variants", rows: ["all variants", "one per family"] },
  ]);
  expect(chart?.columns.map(({ picks }) => picks)).toEqual([
    [0, 3],
    [0, 2],
    [1, 2],
  ]);
});

it("counts in its finding what agrees in sign and verdict; nothing estimated draws nothing", () => {
  expect(specificationFinding(three).title).toBe(
    "2 of 3 defensible ways to measure agree in sign and verdict.",
  );
  expect(composeSpecificationChart(curve([]), { generated: false, breach: false })).toBeNull();
});
