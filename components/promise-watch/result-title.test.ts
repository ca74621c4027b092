import { describe, expect, it } from "vitest";
import { CheckDefinition, type ResultMeasure } from "@/lib/commitments";
import { figureCaption, methodWords, restsOnTitle, resultLead, resultTitle } from "./result-title";

const define = (test: object) =>
  CheckDefinition.parse({ test, first_day: "2026-03-24", window_days: 365, schedule: { every: "month" } });
const result = (metric: string, n: number) => ({
  ...{ verdict: "kept" as const, window_from: "2026-03-24", day: "2026-10-31", check: { metric } },
  figures: { measures: [], n, because: [], tilt: null, rows: [] },
});
const notice = define({ metric: "notice_period", days: 14 });
const coverage = define({ metric: "coverage" });
const asked = define({ metric: "attestation", question: "Was it?", people: ["a@example.com"] });

describe("what a result judged", () => {
  it("is days of decisions, or records as they stood", () => {
    expect(resultLead(result("coverage", 9), coverage)).toBe(
      "Kept. It judges 222 days from 24 March 2026 to 31 October 2026; 9 decisions.",
    );
    expect(resultLead(result("notice_period", 3), notice)).toBe(
      "Kept. It judges the register as it stood when it ran, for 222 days from 24 March 2026 to 31 October 2026; 3 policies.",
    );
    expect(resultLead(result("attestation", 1), asked)).toBe(
      "Kept. It judges the answers that had been given when it ran, for 31 days from 1 October 2026 to 31 October 2026; 1 person asked.",
    );
  });

  it("rests on days as they were measured, or on one reading of records", () => {
    expect(restsOnTitle(coverage.test, 222)).toBe("222 days, each as it was measured.");
    expect(restsOnTitle(coverage.test, 0)).toBe("It measured no day.");
    expect(restsOnTitle(notice.test, 1)).toBe("The register, as it stood when it ran.");
    expect(restsOnTitle(asked.test, 1)).toBe("The answers, as they stood when it ran.");
  });

  it("of scores is a sentence, whichever way they flatter", () => {
    const { test } = define({ metric: "score_honesty" });
    const title = (value: number, lower: number, upper: number) => {
      const flattery = { name: "flattery", unit: "points" as const, value, lower, upper, limit: 0.02 };
      const said = result("score_honesty", 9);
      return resultTitle({ ...said, figures: { ...said.figures, measures: [flattery] } }, { test });
    };
    expect(title(0.0003, -0.0037, 0.0044)).toBe(
      "Scores flatter our own models by 0.03 points more than partners’; the difference lies between −0.37 and 0.44 points.",
    );
    expect(title(-0.01, -0.02, -0.005)).toMatch(
      /^Scores flatter our own models by 1\.00 points less than partners’;/,
    );
  });

  it("says what the second part of a method is", () => {
    expect(methodWords("5.2")).toBe("5.2: method 5, rule 2 of this metric’s own");
    expect(methodWords("5")).toBe("5: the method, with no rule of this metric’s own");
  });

  it("says once above a table what its figures are, with the limit", () => {
    const measure = (over: Partial<ResultMeasure>) => ({
      figures: {
        ...{ n: 1, because: [], tilt: null, rows: [] },
        measures: [
          {
            ...{ name: "coverage", unit: "share" as const, value: 1, lower: null, upper: null, limit: 0.8 },
            ...over,
          },
        ],
      },
    });
    expect(figureCaption([measure({})], coverage)).toBe("The figure: coverage; at least 80.0\u00a0%.");
    const tilt = define({ metric: "routing_tilt", baseline: "partner_revealed" });
    expect(figureCaption([measure({ name: "odds_ratio", unit: "odds", limit: 1.05 })], tilt)).toBe(
      "Decisions for our own models beyond what was expected are counted since the window’s first day, or since the day that is named; the odds are an average over the window so far, and may be at most 1.05 times.",
    );
    expect(figureCaption([], coverage)).toBeNull();
  });
});
