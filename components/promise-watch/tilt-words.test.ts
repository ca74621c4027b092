import { describe, expect, it } from "vitest";
import type { ResultFigures, ResultVerdict } from "@/lib/commitments";
import {
  askedAnew,
  beyondExpected,
  excessWords,
  type Tilt,
  tiltFacts,
  tiltHeadline,
  tiltSentences,
} from "./tilt-words";

const tilt = (over: Partial<Tilt> = {}): Tilt => ({
  ...{ observed: 5610, expected: 1000, log_odds: 0.2, lower: 0.1, upper: 0.3, log_e_value: Math.log(3e9) },
  ...{ peak: { log_e_value: Math.log(3e9), day: "2026-11-20" }, eta: 0.9, phi: 1.2, r: 0.0021 },
  ...{ onset: { day: "2026-07-27", policy_version: "v3" }, coverage: 0.98, needed: null, strata: [] },
  ...over,
});
const figures = (over: Partial<Tilt> = {}): ResultFigures => ({
  ...{ measures: [], n: 10_000, because: [], rows: [], tilt: tilt(over) },
});
const result = (verdict: ResultVerdict, over: Partial<Tilt> = {}) => ({
  ...{ verdict, window_from: "2026-03-23", day: "2026-11-20", figures: figures(over) },
});
const since_onset = {
  ...{ decisions: 6000, beyond: 4208.4, log_odds: Math.log(1.5), lower: Math.log(1.4), upper: Math.log(1.6) },
};

describe("a result about tilt", () => {
  it("counts first, and since the onset", () => {
    expect(tiltHeadline(result("breach", { since_onset }), "first_party")).toBe(
      "4,208 decisions for our own models beyond what was expected since 27 July 2026, when policy v3 began",
    );
    // A result of before the figures since the onset were kept.
    expect(tiltHeadline(result("breach"), "party:zeta")).toBe(
      "4,610 decisions for models of zeta beyond what was expected since 23 March 2026, with the evidence strongest from 27 July 2026, when policy v3 began",
    );
    expect(tiltHeadline(result("kept"), "first_party")).toBe(
      "4,610 decisions for our own models beyond what was expected since 23 March 2026",
    );
    expect(tiltHeadline({ ...result("no_data"), figures: { ...figures(), n: 0 } }, "first_party")).toBeNull();
    expect([excessWords(0.2, "first_party"), excessWords(-12, "first_party")]).toEqual([
      "As many decisions for our own models as were expected",
      "12 fewer decisions for our own models than expected",
    ]);
  });

  it("is a number and a day in a table: since the onset where it has one", () => {
    expect(beyondExpected(result("breach", { since_onset }))).toEqual({
      ...{ beyond: 4208.4, since: "2026-07-27" },
    });
    expect(beyondExpected(result("breach"))).toEqual({ beyond: 4610, since: null });
    expect(beyondExpected(result("kept", { since_onset }))).toEqual({ beyond: 4610, since: null });
    expect(beyondExpected({ ...result("no_data"), figures: { ...figures(), n: 0 } })).toBeNull();
  });

  it("says that the interval is an average, and what it was since the onset", () => {
    const [since, whole, average] = tiltSentences(result("breach", { since_onset }), "first_party");
    expect(since).toContain("odds 1.50 times, between 1.40 and 1.60 times, over 6,000 decisions");
    expect(whole).toContain(
      "5,610 of 10,000 decisions went to our own models, against 1,000 expected: 4,610 more.",
    );
    expect(average).toContain("average since the window’s first day, 23 March 2026");
  });

  it("says of what is kept since when a tilt could have been seen", () => {
    expect(tiltSentences(result("kept", { seen_from: "2026-11-02" }), "first_party")[1]).toBe(
      "The days from 2 November 2026 to 20 November 2026 alone rule a material tilt out. One that began after 2 November 2026 could not have been seen yet.",
    );
    expect(tiltSentences(result("kept"), "first_party")[1]).toContain("may not show in it yet");
  });

  it("names phi, eta, r and coverage", () => {
    expect(tiltFacts(figures(), 0.01).map(({ term, value }) => [term, value.split(/[:;,]/)[0]])).toEqual([
      ["Evidence", "10^9"],
      ["Largest so far", "10^9"],
      ["Dependence φ", "1.20"],
      ["Counted η", "0.900"],
      ["Error r", "0.002"],
      ["Coverage", "98.0\u00a0% of what is routed can be tested"],
    ]);
    expect(tiltFacts(figures({ log_e_value: null }), 0.01)).toEqual([]);
  });
});

it("says why the neutrality page over the same days has other figures", () => {
  expect(askedAnew("partner_revealed")).toContain("frozen before that day");
  expect(askedAnew("declared_policy")).toContain("noise around the rule");
  expect(askedAnew("owner_blind")).toBe(
    "Its figures may be others: there the evidence is of all decisions together, where the check may have fixed parts of it.",
  );
});
