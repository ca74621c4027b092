import { describe, expect, it } from "vitest";
import type { ClauseSummary } from "@/lib/commitments";
import { clauseState, coverageWords, saidWords } from "./commitment-words";

const coverage = (clauses: number, passing: number, evidenced: number, neither: number) =>
  coverageWords({ coverage: { clauses, passing, evidenced, neither } });

describe("a promise in words", () => {
  it("says who said it and when", () => {
    expect(saidWords({ speaker: "the chief executive", made_on: "2026-04" })).toBe(
      "Said by the chief executive, in April 2026.",
    );
    expect(saidWords({ speaker: null, made_on: "2026-04-08" })).toBe("Said on 8 April 2026.");
    expect(saidWords({ speaker: null, made_on: null })).toBeNull();
  });

  it("says which share of its clauses is covered", () => {
    expect(coverage(7, 1, 1, 5)).toBe(
      "One of seven clauses has a passing test, one has evidence that holds and five have neither.",
    );
    expect(coverage(1, 0, 0, 1)).toBe("None of one clause has a passing test and one has neither.");
    expect(coverage(2, 2, 0, 0)).toBe("Two of two clauses have a passing test.");
    expect(coverage(0, 0, 0, 0)).toContain("not split in clauses");
  });

  it("says what stands behind a clause", () => {
    const clause = { checks: [{}], test: "passing", evidence: "lacking" } as unknown as ClauseSummary;
    expect(clauseState(clause)).toBe("a test passes; evidence is lacking");
    expect(clauseState({ ...clause, test: "none", evidence: "none" })).toBe("no check runs now");
    expect(clauseState({ ...clause, checks: [] })).toBe("no check yet");
  });
});
