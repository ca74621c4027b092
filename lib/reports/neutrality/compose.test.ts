import { describe, expect, it } from "vitest";
import type { Phrase } from "../overview/schema";
import { composeNeutralityPage } from "./compose";
import { breachInput, inputOf } from "./testing/inputs";

const read = (parts: readonly Phrase[]) => parts.map(({ text }) => text).join("");

describe("a breach", () => {
  const model = composeNeutralityPage(breachInput());

  it("says who, whom and where in a sentence that begins with its word", () => {
    expect(model.title).toBe("Breach: Simulated Forge prefers our own models in code completion.");
  });

  it("counts first, for anyone, then where and since when, with shares and odds", () => {
    expect(read(model.lead)).toBe(
      "About 4,200 of 340,487 requests went to our own models that a router that cannot see owners would have sent elsewhere. Since policy v3 began on 10 August, Simulated Forge has chosen them in 33.0\u00a0% of 38,849 requests in code completion, where 23.7\u00a0% were expected: odds between 1.57 and 1.73 times.",
    );
    expect(model.lead.find(({ tone }) => tone === "own")?.text).toBe("our own models");
  });

  it("gives the exact count beside it, as the machine interface does", () => {
    const large = model.facts.find(({ term }) => term === "How large")?.value;
    expect(large).toMatch(/^\+4,170 of 340,487 decisions; odds 1\.01 times/);
    expect(model.facts.find(({ term }) => term === "How sure")?.value).toBe(
      "Evidence 10^20; the line is 100: one false alarm in 100",
    );
  });

  it("never says significant", () => {
    expect(JSON.stringify(model)).not.toMatch(/significan/i);
  });

  it("names the stratum that carries it, strongest evidence first, on a scale that all rows share", () => {
    const { strata } = model;
    expect(strata.finding.title).toBe("One of two strata carries it.");
    expect(strata.rows.map(({ router }) => router)).toEqual(["Simulated Forge", "Simulated Desk"]);
    expect(strata.rows[0]).toMatchObject({ named: true, lower: 0.42, upper: 0.55 });
    expect(strata.scale.to).toBe(-strata.scale.from);
    expect(strata.scale.to).toBeGreaterThanOrEqual(0.55);
  });
});

describe("other verdicts", () => {
  it("kept is said of everything that was asked", () => {
    const model = composeNeutralityPage(inputOf());
    expect(model.title).toBe("Kept: no material tilt towards our own models.");
    expect(read(model.lead)).toContain(": odds between 0.98 and 1.03 times. A material tilt");
    expect(model.facts.find(({ term }) => term === "Since when")?.value).toMatch(/^Tested from/);
  });

  it("watch names what is not known, and what would settle it", () => {
    const model = composeNeutralityPage(
      inputOf({
        verdict: "watch",
        because: ["tilted", "fewer_than_three_partners"],
        needed: 11_200,
        onset: { day: "2026-08-10", policy_version: null, starts: [] },
      }),
    );
    expect(model.title).toBe(
      "Watch: Simulated Desk leans towards our own models; whether by more than is material is not known.",
    );
    expect(read(model.lead)).toContain("Fewer than three partners");
    expect(read(model.lead)).not.toContain("materiality is not known");
    expect(read(model.lead)).toContain("About 12,000 more decisions like these would settle it.");
  });

  it("inconclusive and no data say so, without a figure that was not computed", () => {
    const nothing = { usable: 0, observed: { focal: 0, share: null }, expected: { focal: 0, share: null } };
    const none = composeNeutralityPage(
      inputOf(
        { ...nothing, verdict: "no_data", because: ["nothing_usable"], strata: [], log_e_value: null },
        { evidence: [], rise: null, strata_bounds: [] },
      ),
    );
    expect(none.title).toBe("No data: no decision in this view can be tested.");
    expect(none.evidence).toBeNull();
    expect(none.calibration).toBeNull();
    expect(none.waterfall).toBeNull();
    expect(none.guards).toEqual([]);
    const open = composeNeutralityPage(
      inputOf({ verdict: "inconclusive", because: ["not_enough_evidence"] }),
    );
    expect(open.title).toBe("Inconclusive: the evidence does not settle it either way yet.");
    expect(read(open.lead)).not.toContain("not enough evidence");
    const uncovered = composeNeutralityPage(inputOf({ verdict: "inconclusive", because: ["coverage"] }));
    expect(uncovered.title).toBe("Inconclusive: too little of the routed traffic can be compared.");
    expect(read(uncovered.lead)).toContain("Less than 80");
  });

  it("of a party is asked whether it is treated worse, by its name", () => {
    const model = composeNeutralityPage({
      ...inputOf({
        focus: "party:zeta",
        direction: "against",
        verdict: "breach",
        because: ["tilt_above_materiality"],
        observed: { focal: 90, share: 0.09 },
        expected: { focal: 190, share: 0.19 },
      }),
      party_name: "Zeta AI",
    });
    expect(model.title).toBe("Breach: Simulated Desk treats models of Zeta AI worse than others.");
    expect(read(model.lead)).toMatch(
      /^100 of 1,000 requests went elsewhere that a router that cannot see owners would have sent to models of Zeta AI\./,
    );
    expect(model.time.chart.hue).toBe("ink");
  });
});

describe("the proofs", () => {
  const { evidence, calibration, waterfall } = composeNeutralityPage(breachInput());

  it("evidence: the day on which the line was passed, and a frame that ends", () => {
    expect(evidence?.finding.title).toBe("2 days after policy v3 began, the evidence passed the line.");
    expect(evidence?.finding.text[1]).toBe("By itself, Simulated Desk never reached it.");
    expect(evidence?.chart).toMatchObject({ max: 12, breach: true, crossed: { day: "2026-08-12" } });
    expect(evidence?.chart.line).toBeCloseTo(2, 9);
    expect(evidence?.chart.series.map(({ label }) => label)).toEqual([
      "All routers",
      "Simulated Desk alone",
      "Simulated Forge alone",
    ]);
    expect(evidence?.chart.series[0]?.values).toEqual([
      expect.closeTo(-1, 9),
      expect.closeTo(0, 9),
      expect.closeTo(1, 9),
      expect.closeTo(3, 9),
      expect.closeTo(20, 9),
      null,
    ]);
    expect(evidence?.chart.table.rows).toHaveLength(5);
    expect(evidence?.chart.days.at(-1)).toEqual({ day: "2026-08-14", incomplete: true });
  });

  it("calibration: the stratum that carries it, the other router small, the tilt as a curve", () => {
    expect(calibration?.chart.main.title).toBe("Simulated Forge, code completion");
    expect(calibration?.chart.others.map(({ title }) => title)).toEqual(["Simulated Desk"]);
    expect(calibration?.chart.curve).toEqual({ log_odds: 0.5, label: "odds 1.65 times" });
    expect(calibration?.finding.title).toBe(
      "Before policy v3, one of two groups lie above what was expected. Since then, every group lies above.",
    );
  });

  it("waterfall: each part begins where the one before it ends, and they end at the level after", () => {
    const steps = waterfall?.chart.steps ?? [];
    for (const [place, step] of steps.slice(1).entries())
      expect(step.from).toBeCloseTo(step.kind === "level" ? step.to : (steps[place]?.to ?? Number.NaN), 12);
    expect(steps.at(-2)?.to).toBeCloseTo(steps.at(-1)?.to ?? Number.NaN, 12);
    expect(steps.map(({ tone }) => tone)).toEqual(["own", "quiet", "middle", "breach", "own"]);
    expect(waterfall?.finding.title).toBe(
      "Of +6.6 points, 6.2 are beyond what was earned or brought by the work.",
    );
  });
});
