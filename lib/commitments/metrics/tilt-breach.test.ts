import { describe, expect, it } from "vitest";
import { emptyRuleDay } from "@/lib/neutrality/by-day/declared-day";
import { type DeclaredDay, NO_DEVIATIONS } from "@/lib/neutrality/by-day/declared-schema";
import { RoutingTilt } from "../checks/definition";
import { type Day, plusDays } from "../day";
import type { Breached, CheckFitRow, Content } from "./metric";
import { ROUTING_TILT } from "./routing-tilt";

const FROM = "2026-05-01";
const NAME = { router: "r", policy_version: "v1" };
const test = RoutingTilt.parse({ metric: "routing_tilt", baseline: "declared_policy" });

/** The rule is obeyed but for deviations to us: nobody else is ever chosen against it. */
const fit: CheckFitRow = {
  ...{ ...NAME, b_version: 1, covariates: ["quality"], choices: 100, reason: "separation" },
  ...{ coefficients: [], inverse_hessian: [], robust: [], catalogue_version: "a" },
  ...{ from_day: FROM, upto_day: "2026-06-30" },
};

const dayOf = (n: number, x: number): DeclaredDay => {
  const empty = emptyRuleDay();
  const sums = [[n], [x], [0], [0], [0]] as unknown as typeof NO_DEVIATIONS.tenants.sums;
  return {
    ...empty,
    counts: { ...empty.counts, decisions: n, routed: n, usable: n },
    versions: [{ ...NAME, decisions: n }],
    strata: [{ router: "r", task: "chat" }],
    fits: [{ ...NAME, b_version: 1 }],
    rules: {
      noise: [{ fit: 1, deviations: 0, alternatives: 40_000 }],
      patterns: [{ stratum: 1, fit: 1, rows: [[5, 2, 1, 0, n, x]] }],
      deviations: { decisions: n, toward: x, away: 0, ties: 0, ties_won: 0 },
      clusters: {
        ...NO_DEVIATIONS,
        sum: [n, x, 0, 0, 0],
        tenants: { ...NO_DEVIATIONS.tenants, keys: ["1"], sums },
      },
    },
  };
};

/** What is said of days (decisions, deviations) as they are now, after a breach whose evidence was largest on a day. */
function judge(days: readonly (readonly [number, number])[], breached_on: Day | null) {
  const placed = days.map(([n, x], index) => {
    return { day: plusDays(FROM, index), content: dayOf(n, x) as unknown as Content };
  });
  const day = placed.at(-1)?.day ?? FROM;
  const breached: Breached | null = breached_on === null ? null : { result_id: "before", day: breached_on };
  const { verdict, figures } = ROUTING_TILT.judge({
    ...{ test, window_from: FROM, day, window_days: 60, since: day, look: 1, days: placed, fits: [fit] },
    ...{ evidence: null, earlier: null, breached, between: null },
  });
  return { verdict, because: figures.because, log_e: figures.tilt?.peak.log_e_value ?? 0 };
}

const times = (count: number, n: number, x: number) => Array.from({ length: count }, () => [n, x] as const);

describe("a breach in points whose days are measured anew", () => {
  it("falls where by points they never bore it out, however surely they do by odds", () => {
    const days = times(2, 50_000, 25);
    const alone = judge(days, null);
    expect([alone.verdict, alone.because]).toEqual(["kept", ["deviations_below_share"]]);
    expect(alone.log_e).toBeGreaterThan(Math.log(100));
    for (const day of [FROM, plusDays(FROM, 1)])
      expect(judge(days, day)).toMatchObject({
        ...{ verdict: "kept", because: ["breach_no_longer_reached", "deviations_below_share"] },
      });
  });

  it("stays where the days once bore it out, though quiet ones have watered it down since", () => {
    const days = [...times(5, 500, 15), ...times(30, 20_000, 4)];
    expect(judge(days.slice(0, 5), null).verdict).toBe("breach");
    expect(judge(days, null).verdict).toBe("kept");
    // By odds the evidence grows with every deviation, so that it is largest long after.
    for (const day of [plusDays(FROM, 4), plusDays(FROM, 34)])
      expect(judge(days, day)).toMatchObject({
        ...{ verdict: "breach", because: ["breach_reached_before", "deviations_below_share"] },
      });
  });
});
