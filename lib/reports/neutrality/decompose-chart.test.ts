import { expect, it } from "vitest";
import { NeutralityQuery } from "@/lib/neutrality";
import type { DecomposeAnswer } from "@/lib/routing";
import { composeShareChange, decomposeQuestion } from "./decompose-chart";

const rise = {
  before: { from: "2026-04-01", to: "2026-05-01", decisions: 100, observed: 0.2, expected: 0.2 },
  after: { from: "2026-08-01", to: "2026-09-01", decisions: 100, observed: 0.3, expected: 0.25 },
  ...{ change: 0.1, mix: 0.02, earned: 0.03, beyond: 0.05, margin: 0.01 },
};
const asked = (over: Record<string, string> = {}) =>
  NeutralityQuery.parse({ from: "2026-04-01", to: "2026-09-01", ...over });

it("asks for the periods of the page, and not beyond its end", () => {
  const periods = {
    ...{ from: "2026-08-01", to: "2026-09-01", against_from: "2026-04-01", against_to: "2026-05-01" },
  };
  expect(decomposeQuestion(asked(), rise)).toEqual(periods);
  expect(decomposeQuestion(asked({ to: "2026-08-31T12:00:00Z", router: "main" }), rise)).toEqual({
    ...periods,
    to: "2026-08-31T12:00:00Z",
    router: "main",
  });
});

it("asks nothing where the decomposition knows no answer", () => {
  const filters = { focus: "party:zeta", task: "chat", region: "eu", policy_version: "v2" };
  for (const [name, value] of Object.entries(filters))
    expect(decomposeQuestion(asked({ [name]: value }), rise)).toBeNull();
  expect(decomposeQuestion(asked(), null)).toBeNull();
});

it("leads from one level to the other in the three parts of the machine interface", () => {
  const answer: DecomposeAnswer = {
    ...{ change: 0.06, task_mix: 0.02, router_mix: -0.01, within: 0.05, by_stratum: [] },
    before: { decisions: 100, share: 0.22 },
    after: { decisions: 120, share: 0.28 },
  };
  const query = {
    from: "2026-08-01",
    to: "2026-09-01",
    against_from: "2026-04-01",
    against_to: "2026-05-01",
  };
  const found = composeShareChange(answer, query, rise, true);
  const steps = found?.chart.steps ?? [];
  expect(steps.map(({ label, figure }) => `${label} ${figure}`.replaceAll("\u00a0", " "))).toEqual([
    "To 30 April 22.0 %",
    "Task mix +2.0",
    "Router mix within tasks \u22121.0",
    "Within tasks and routers +5.0",
    "From 1 August 28.0 %",
  ]);
  for (const [at, step] of steps.entries())
    if (step.kind === "change") expect(step.from).toBeCloseTo(steps[at - 1]?.to ?? Number.NaN, 12);
  expect(found?.text).toContain("1 August to 31 August against 1 April to 30 April");
  expect(found?.api_href).toBe(
    "/api/v1/routing/decompose?from=2026-08-01&to=2026-09-01&against_from=2026-04-01&against_to=2026-05-01",
  );
  expect(
    composeShareChange({ ...answer, before: { decisions: 0, share: null } }, query, rise, true),
  ).toBeNull();
});
