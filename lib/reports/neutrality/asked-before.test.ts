import { expect, it } from "vitest";
import { CheckDefinition, type MetricOf, ScoreHonesty } from "@/lib/commitments";
import type { ScoreCheck, TiltStanding } from "@/lib/commitments/server";
import { composeAskedBefore, scoreCheckOf } from "./asked-before";
import { breachInput } from "./testing/inputs";

const { neutrality } = breachInput().answer;

const standing = (router: string): TiltStanding => ({
  check: { id: router, key: router, title: router, check_version: 1 },
  test: CheckDefinition.parse({
    test: { metric: "routing_tilt", baseline: "partner_revealed", scope: { router } },
    first_day: "2026-04-15",
  }).test as MetricOf<"routing_tilt">,
  ...{ recorded_on: "2026-04-14", window_from: "2026-04-15", day: "2026-11-20", result_id: "r" },
  verdict: "breach",
  figures: { measures: [], n: 0, because: [], tilt: null, rows: [] },
  findings: [],
});
const standings = [standing("Simulated Desk"), standing("Simulated Forge")];

it("names the check that asks the same of one router, and of all routers that of each", () => {
  const one = composeAskedBefore(standings, neutrality, "Simulated Forge");
  expect([one?.same, one?.checks.map(({ key }) => key)]).toEqual([true, ["Simulated Forge"]]);
  expect(one?.why).toMatch(/^The figures differ: /);
  const all = composeAskedBefore(standings, neutrality, null);
  expect([all?.same, all?.checks.map(({ key }) => key)]).toEqual([
    false,
    ["Simulated Desk", "Simulated Forge"],
  ]);
  expect(all?.why).toContain("its own dependence φ");
});

it("names none for another question", () => {
  expect(composeAskedBefore([], neutrality, null)).toBeNull();
  expect(composeAskedBefore(standings, neutrality, "Simulated Flow")).toBeNull();
  const filters = { ...neutrality.filters, policy_version: "v3" };
  expect(composeAskedBefore(standings, { ...neutrality, filters }, "Simulated Forge")).toBeNull();
});

it("finds the check of scores of the same focus, of the router or of all", () => {
  const score = (key: string, scope: object, focus = "first_party"): ScoreCheck => ({
    ...{ id: key, key },
    test: { ...ScoreHonesty.parse({ metric: "score_honesty", scope }), focus },
  });
  const checks = [
    score("of-all", {}),
    score("forge", { router: "Simulated Forge" }),
    score("zeta", {}, "party:zeta"),
  ];
  const of = (router: string | null) =>
    scoreCheckOf(checks, { focus: "first_party", filters: { ...neutrality.filters, router } })?.key;
  expect([of("Simulated Forge"), of("Simulated Desk"), of(null)]).toEqual(["forge", "of-all", "of-all"]);
  expect(scoreCheckOf([], neutrality)).toBeNull();
});
