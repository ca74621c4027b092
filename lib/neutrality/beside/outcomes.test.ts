import { describe, expect, it } from "vitest";
import { notesOf } from "./compose";
import { composeHonesty, slopeOf } from "./honesty";
import { chooseOutcome, composeOutcomeTest } from "./outcomes";
import { cellOf, compared } from "./testing/compared";

describe("outcomes", () => {
  it("takes acceptance first, where enough say it", () => {
    const counts = { decisions: 100_000, accepted: 1500, score: 0, success: 90_000 };
    expect(chooseOutcome(counts)).toBe("accepted");
    expect(chooseOutcome({ ...counts, accepted: 900 })).toBe("success");
    expect(chooseOutcome({ ...counts, accepted: 900, success: 0 })).toBe("accepted");
    expect(chooseOutcome({ decisions: 9, accepted: 0, score: 0, success: 0 })).toBeNull();
  });

  it("says which side does better, and when there is too little", () => {
    const cells = [cellOf(3, 200, 100, 300, 200), cellOf(32 + 3, 50, 10, 50, 10)];
    const test = (difference: number, error: number | null, some = cells) =>
      composeOutcomeTest(
        { outcome: "accepted", decisions: 1000, by_quality: true },
        compared(some, difference, error),
        0.01,
      );
    expect(test(-0.1, 0.02)).toMatchObject({
      with_outcome: 600,
      coverage: 0.6,
      compared: 600,
      predicted: 0.01,
      finding: "focal_worse",
      focal: { decisions: 250, mean: 0.44 },
      others: { decisions: 350, mean: 0.6 },
    });
    expect(test(0.1, 0.02).finding).toBe("focal_better");
    expect(test(0.1, 0.05).finding).toBe("no_difference");
    expect(test(0.1, null).finding).toBe("too_few");
    // Every outcome alike says nothing; each side its own says all.
    expect([test(0, 0).finding, test(-1, 0).finding]).toEqual(["too_few", "focal_worse"]);
    expect(test(-0.1, 0.02, [cellOf(3, 99, 50, 300, 200)]).finding).toBe("too_few");
    // Both strata share bin 3.
    expect(test(0, 0.1).bins).toEqual([
      {
        low: 3 / 32,
        high: 4 / 32,
        focal: { decisions: 250, mean: 0.44 },
        others: { decisions: 350, mean: 0.6 },
      },
    ]);
    expect(
      composeOutcomeTest({ outcome: null, decisions: 0, by_quality: true }, undefined, 0.01),
    ).toMatchObject({
      coverage: null,
      finding: "too_few",
    });
  });
});

describe("score honesty", () => {
  const group = (won: number, winner: number, p: number[], y: number[]) => {
    const total = (values: number[]) => values.reduce((all, value) => all + value, 0);
    return {
      stratum: 1,
      won,
      winner,
      n: p.length,
      with_outcome: p.length,
      y: total(y),
      p: total(p),
      yy: total(y.map((value) => value * value)),
      pp: total(p.map((value) => value * value)),
      yp: total(y.map((value, index) => value * (p[index] ?? 0))),
    };
  };
  it("takes the slope within owners: who is better on the whole does not matter", () => {
    const sums = [group(1, 1, [0.1, 0.3], [0.5, 0.7]), group(0, 2, [0.6, 0.8], [0.1, 0.3])];
    expect(slopeOf(sums)?.estimate).toBeCloseTo(1, 9);
    expect(slopeOf(sums)?.error).toBeCloseTo(0, 6);
    expect(slopeOf([group(1, 1, [0.5, 0.5], [0, 1])])).toBeNull();
  });

  const honesty = (difference: number, error: number, slope: { estimate: number; error: number }) =>
    composeHonesty(
      "accepted",
      {
        sums: [group(1, 1, [0.5], [0.4])],
        partners: [],
        slope,
        comparisons: new Map([[0, compared([cellOf(1, 500, 200, 500, 300)], difference, error)]]),
      },
      () => ({ key: "", name: "" }),
      0.01,
    ).finding;
  it("judges only by outcomes that rise with the predicted quality, and only where the interval is narrow", () => {
    const rising = { estimate: 1, error: 0.1 };
    expect(honesty(-0.1, 0.01, rising)).toBe("flattered");
    expect(honesty(0.1, 0.01, rising)).toBe("modest");
    expect(honesty(0.01, 0.01, rising)).toBe("no_difference");
    expect(honesty(0.01, 0.03, rising)).toBe("too_few");
    expect(honesty(-0.1, 0.01, { estimate: 0.1, error: 0.1 })).toBe("unrelated");
  });

  it("belongs in the headline when quality is judged by", () => {
    expect(notesOf({ finding: "too_few" }, true, 0)).toEqual(["scores_unverified"]);
    expect(notesOf({ finding: "unrelated" }, true, 0)).toEqual(["scores_unverified"]);
    expect(notesOf({ finding: "too_few" }, false, 0)).toEqual([]);
    expect(notesOf({ finding: "flattered" }, true, 2)).toEqual(["scores_flattered", "eligibility_jump: 2"]);
    expect(notesOf({ finding: "no_difference" }, true, 0)).toEqual([]);
  });
});
