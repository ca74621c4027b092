import { describe, expect, it } from "vitest";
import { CheckDefinition } from "@/lib/commitments";
import { definitionRows, definitionWords } from "./definition-words";
import { intervalWords, measureValue } from "./metric-words";

const define = (test: object) =>
  CheckDefinition.parse({ test, first_day: "2026-04-15", window_days: 365, schedule: { every: "day" } });

describe("a check in words", () => {
  it("says what may not be, from when it is material, how sure and when", () => {
    expect(
      definitionWords(
        define({ metric: "routing_tilt", baseline: "partner_revealed", scope: { router: "Forge" } }),
      ),
    ).toEqual([
      "On the router Forge the choice may not prefer our own models beyond what the router shows between partners, at equal quality, price and latency.",
      "It is material from odds of 1.05 times.",
      "The evidence is that of all decisions together; each router and task stands beside it, without a part in it.",
      "A false alarm over a whole window has a probability of at most 1\u00a0%, however often it is looked at; in large samples, since the baseline is estimated.",
      "Below a coverage of 80\u00a0% it does not judge.",
      "Judged every day, 6 hours after the day’s end (UTC), over windows of 365 days that follow one another from 15 April 2026.",
    ]);
  });

  it.each([
    [{ metric: "share_ceiling", ceiling: 0.4 }, "40.0\u00a0%; from 36.0\u00a0% on it is watched"],
    [{ metric: "score_honesty" }, "by at most 2.00 points"],
    [{ metric: "exclusion_parity" }, "what is excluded"],
    [{ metric: "eligibility_parity" }, "eligible less often"],
    [{ metric: "eligibility_parity" }, "candidates at all is watched"],
    [{ metric: "exclusion_parity" }, "each kind"],
    [{ metric: "listing_time", tolerance_days: 14 }, "at most 14 days"],
    [{ metric: "latency_parity", focus: "party:zeta" }, "than models of zeta by at most 10\u00a0%"],
    [{ metric: "error_parity" }, "fail more often"],
    [{ metric: "fallback_flow" }, "Of all fallbacks"],
    [{ metric: "coverage" }, "at least 80\u00a0%"],
    [{ metric: "coverage" }, "since the last due day is watched"],
    [{ metric: "share_ceiling", ceiling: 0.4 }, "Of fewer than 100 decisions it says nothing."],
    [{ metric: "notice_period", days: 14 }, "announced at least 14 days before"],
    [
      { metric: "attestation", question: "Did anybody look?", people: ["a@example.com"] },
      "An answer without evidence does not count",
    ],
    // Also where fewer hours were recorded: the definition's six are not what people have.
    [
      { metric: "attestation", question: "So?", people: ["a@example.com"] },
      "Judged every day, 24 hours after",
    ],
  ])("%o", (test, part) => {
    expect(definitionWords(define(test)).join(" ")).toContain(part);
  });

  it("is told exactly, with nothing left out", () => {
    const definition = define({ metric: "coverage", scope: { router: "Forge" } });
    const rows = definitionRows(definition);
    expect(rows).toContainEqual({ pointer: "test.scope.router", value: "Forge" });
    expect(rows).toContainEqual({ pointer: "test.minimum_coverage", value: "0.8" });
    expect(rows).toContainEqual({ pointer: "schedule.grace_hours", value: "6" });
    expect(definitionRows({ people: ["a", "b"], scope: {} })).toEqual([
      { pointer: "people", value: "a, b" },
      { pointer: "scope", value: "{}" },
    ]);
  });
});

describe("a figure in words", () => {
  it("has its unit", () => {
    expect(measureValue(0.294, "share")).toBe("29.4\u00a0%");
    expect(measureValue(-0.0213, "points")).toBe("−2.13 points");
    expect(measureValue(1.65, "odds")).toBe("1.65 times");
    expect(measureValue(1, "days")).toBe("1 day");
    expect(measureValue(12.5, "days")).toBe("12.5 days");
  });

  it("has the bounds that are known", () => {
    const measure = { name: "odds_ratio", unit: "odds", value: 1.65, limit: 1.05 } as const;
    expect(intervalWords({ ...measure, lower: 1.57, upper: 1.73 })).toBe("between 1.57 and 1.73 times");
    expect(intervalWords({ ...measure, lower: 1.57, upper: null })).toBe("at least 1.57 times");
    expect(intervalWords({ ...measure, lower: null, upper: null })).toBeNull();
  });
});
