import { describe, expect, it } from "vitest";
import type { Baseline, NeutralityWithSeries } from "@/lib/neutrality";
import { composeNeutralityPage } from "./compose";
import type { NeutralityEvidence } from "./schema";
import { breachInput } from "./testing/inputs";

const judgedBy = (
  baseline: Baseline,
  over: Partial<NeutralityWithSeries["neutrality"]> = {},
): NeutralityEvidence => {
  const input = breachInput();
  const { answer } = input;
  return { ...input, answer: { ...answer, neutrality: { ...answer.neutrality, baseline, ...over } } };
};
const page = (...given: Parameters<typeof judgedBy>) => composeNeutralityPage(judgedBy(...given));
const leadOf = (...given: Parameters<typeof judgedBy>) =>
  page(...given)
    .lead.map(({ text }) => text)
    .join("");

describe("a verdict in the words of its baseline", () => {
  it("says who would have decided otherwise, and nobody where a share was fixed", () => {
    expect(leadOf("partner_revealed")).toContain(
      "that a router that cannot see owners would have sent elsewhere",
    );
    expect(leadOf("declared_policy")).toContain("that a router that keeps its declared rule would have sent");
    expect(leadOf("owner_blind")).toContain("that the copy blind to ownership would have sent elsewhere");
    expect(leadOf("reference_share")).toMatch(/went to our own models beyond the share fixed in advance\./);
    const short = { observed: { focal: 90_000, share: 0.264 } };
    expect(leadOf("reference_share", short)).toContain("are missing from our own models for the share fixed");
  });

  it("names what the range of the chart over time is", () => {
    for (const baseline of ["declared_policy", "owner_blind", "reference_share"] as const) {
      const { time } = page(baseline);
      expect(time.finding.text.join(" "), baseline).not.toContain("cannot see owners");
      expect(time.chart.band_label, baseline).not.toContain("neutral router");
      expect(time.finding.title, baseline).not.toContain("neutral router");
    }
  });

  it("draws no picture by expected share for an experiment, and assumes nothing of candidates", () => {
    expect(page("owner_blind").calibration).toBeNull();
    expect(page("reference_share").calibration).not.toBeNull();
    expect(page("owner_blind").assumptions.join(" ")).not.toContain("logged quality");
    expect(page("partner_revealed").assumptions.join(" ")).toContain("logged quality");
  });

  it("leaves out of a change what a fixed share cannot tell", () => {
    const labels = (baseline: Baseline) => page(baseline).waterfall?.chart.steps.map(({ label }) => label);
    expect(labels("partner_revealed")).toContain("Earned by quality, price, latency");
    expect(labels("owner_blind")).toContain("As the blind copy moved");
    expect(page("reference_share").waterfall?.finding.title).not.toContain("earned");
  });
});

describe("a breach against the focus", () => {
  it("is marked below the expected, as one in favour is above", () => {
    expect(page("partner_revealed").time.chart).toMatchObject({
      excess_side: 1,
      excess_label: expect.stringMatching(/^\+.* points beyond expected since 10 August$/),
    });
    const input = judgedBy("partner_revealed", { focus: "party:zeta", direction: "against" });
    const since_onset = input.answer.since_onset.map((row) => ({
      ...row,
      observed: row.expected,
      expected: row.observed,
      beyond: -row.beyond,
    }));
    const { chart } = composeNeutralityPage({
      ...input,
      party_name: "Zeta",
      answer: { ...input.answer, since_onset },
    }).time;
    expect(chart.excess_side).toBe(-1);
    expect(chart.excess_from).not.toBeNull();
    expect(chart.excess_label).toMatch(/^[\d.]+ points below expected since 10 August$/);
  });
});

describe("a view of less than a week", () => {
  it("draws its days themselves, each with its range", () => {
    const input = breachInput();
    const day = { day: "2026-08-10", n: 502, observed: 0.335, expected: 0.349, lower: 0.29, upper: 0.41 };
    const answer = { ...input.answer, daily: [day], seven_days: [day] };
    const { chart } = composeNeutralityPage({ ...input, answer }).time;
    expect(chart.dots).toBe(true);
    expect(chart.points.filter(({ observed }) => observed !== null)).toEqual([
      expect.objectContaining({ day: "2026-08-10", observed: 0.335, lower: 0.29, upper: 0.41, n: 502 }),
    ]);
    expect(chart.axis.max).toBeLessThan(1);
    expect(chart.unit).toContain("day by day");
  });
});
