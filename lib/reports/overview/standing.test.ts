import { describe, expect, it } from "vitest";
import { CheckDefinition, type MetricOf } from "@/lib/commitments";
import type { TiltStanding } from "@/lib/commitments/server";
import { asksTheSame, standingOf } from "./standing";
import { answerOf } from "./testing/answers";

const answer = answerOf().neutrality;

const test = (part: object = {}): MetricOf<"routing_tilt"> => {
  const given = { metric: "routing_tilt", baseline: "partner_revealed", scope: { router: "Forge" }, ...part };
  return CheckDefinition.parse({ test: given, first_day: "2026-04-15" }).test as MetricOf<"routing_tilt">;
};

const standing = (part: Partial<TiltStanding> = {}): TiltStanding => ({
  check: { id: "c", key: "tilt", title: "Tilt", check_version: 1 },
  test: test(),
  ...{ recorded_on: "2026-04-14", window_from: "2026-04-15", day: "2026-11-20", result_id: "r" },
  verdict: "kept",
  figures: { measures: [], n: 0, because: [], tilt: null, rows: [] },
  findings: [],
  ...part,
});

describe("the check that asks the question of a verdict", () => {
  it("has the same router, focus, baseline, materiality, level and covariates", () => {
    const same = (part: object, router: string | null = "Forge") =>
      asksTheSame({ test: test(part) }, router, answer);
    expect(same({})).toBe(true);
    expect(same({ strata: [{ router: "Forge", task: "chat" }] })).toBe(true);
    expect(same({ covariates: ["latency_s", "quality", "log_cost"] })).toBe(true);
    expect(same({ scope: {} }, null)).toBe(true);
    for (const other of [
      { scope: {} },
      { scope: { router: "Desk" } },
      { scope: { router: "Forge", task: "chat" } },
      { scope: { router: "Forge", region: "eu" } },
      { focus: "investees" },
      { focus: "party:zeta" },
      { baseline: "owner_blind" },
      { direction: "both" },
      { materiality: 1.1 },
      { alpha: 0.05 },
      { covariates: ["quality"] },
    ])
      expect(same(other), JSON.stringify(other)).toBe(false);
    expect(same({}, null)).toBe(false);
  });

  it("is the one that says worst where several ask it, and the newest version of those that say the same", () => {
    const named = (key: string, check_version: number, rest: Partial<TiltStanding>) =>
      standing({ ...rest, check: { id: `${key}${check_version}`, key, title: key, check_version } });
    const of = (standings: TiltStanding[]) => standingOf(standings, "Forge", answer)?.id;
    expect(of([named("a", 1, {}), named("b", 1, { verdict: "watch" })])).toBe("b1");
    expect(of([named("a", 1, {}), named("a", 2, {})])).toBe("a2");
    expect(of([standing({ test: test({ scope: {} }) })])).toBeUndefined();
  });

  it("of a part of the traffic is the check whose scope is that part", () => {
    const part = { task: "chat", region: null };
    expect(
      asksTheSame({ test: test({ scope: { router: "Forge", task: "chat" } }) }, "Forge", answer, part),
    ).toBe(true);
    expect(asksTheSame({ test: test() }, "Forge", answer, part)).toBe(false);
  });

  it("has half the level on each side of a question in both directions", () => {
    const both = standing({ test: test({ direction: "both" }) });
    expect(standingOf([both], "Forge", { ...answer, direction: "both" })?.alpha).toBe(0.005);
  });
});
