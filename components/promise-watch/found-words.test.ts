import { describe, expect, it } from "vitest";
import { CheckDefinition, type ResultFigures } from "@/lib/commitments";
import { type FoundResult, foundSentences, nowSentence } from "./found-words";

const define = (test: object) => CheckDefinition.parse({ test, first_day: "2026-03-23", window_days: 365 });
const tilt = define({
  ...{ metric: "routing_tilt", baseline: "partner_revealed", scope: { router: "Simulated Forge" } },
});
const stratum = (task: string, named: boolean) => ({
  ...{ router: "Simulated Forge", task, decisions: 900, observed: 0.5, expected: 0.4, log_odds: 0.4 },
  ...{ e_value: 1, named },
});
const measure = (over: object): ResultFigures["measures"][number] => ({
  ...{ name: "odds_ratio", unit: "odds", value: 1.02, lower: 0.98, upper: 1.07, limit: 1.05 },
  ...over,
});
const figures: ResultFigures = {
  ...{ measures: [measure({})], n: 10_000, because: ["tilt_above_materiality"], rows: [] },
  tilt: {
    ...{ observed: 4100, expected: 4000, log_odds: 0.02, lower: -0.02, upper: 0.07, log_e_value: 5 },
    ...{
      peak: { log_e_value: 5, day: "2026-07-28" },
      eta: 0.9,
      phi: 1.2,
      r: 0.002,
      coverage: 1,
      needed: null,
    },
    onset: { day: "2026-07-27", policy_version: "v3" },
    since_onset: { decisions: 400, beyond: 96, log_odds: Math.log(1.6), lower: 0.2, upper: null },
    strata: [stratum("chat", false), stratum("code-completion", true)],
  },
};
const opened: FoundResult = {
  ...{ id: "1", verdict: "breach", window_from: "2026-03-23", day: "2026-07-28", figures },
};

describe("what a finding is about", () => {
  it("is the rule, how much since when, where, and the average beside it", () => {
    const [rule, since, whole, named, average] = foundSentences(opened, tilt);
    expect(rule).toContain("On the router Simulated Forge the choice may not prefer our own models");
    expect(since).toContain("Since 27 July 2026, when policy v3 began: odds 1.60 times");
    expect(whole).toContain(
      "4,100 of 10,000 decisions went to our own models, against 4,000 expected: 100 more.",
    );
    expect(named).toBe("Named, at the level of the check: Simulated Forge, code completion.");
    expect(average).toBe(
      "On average over the window: odds 1.02 times, between 0.98 and 1.07 times; material from 1.05 times.",
    );
  });

  it("is the figure and its limit, for other metrics", () => {
    const ceiling = define({ metric: "share_ceiling", ceiling: 0.4 });
    const share = measure({
      name: "share",
      unit: "share",
      value: 0.45,
      lower: null,
      upper: null,
      limit: 0.4,
    });
    const of = {
      ...opened,
      figures: { ...figures, tilt: null, measures: [share], because: ["above_ceiling"] },
    };
    expect(foundSentences(of, ceiling).slice(1)).toEqual([
      "The share is above the ceiling.",
      "The limit: at most 40.0\u00a0%.",
    ]);
  });

  it("says what the latest result says, where it is another", () => {
    expect(nowSentence(opened, opened, tilt)).toBeNull();
    const latest = { ...opened, id: "2", day: "2026-11-20" };
    expect(nowSentence(opened, latest, tilt)).toBe(
      "By the latest result, of 20 November 2026, it says breach: 96 decisions for our own models beyond what was expected since 27 July 2026, when policy v3 began.",
    );
  });
});
