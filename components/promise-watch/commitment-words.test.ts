import { describe, expect, it } from "vitest";
import type { ClauseSummary, ResultVerdict } from "@/lib/commitments";
import {
  clauseState,
  coverageWords,
  gravestChecks,
  gravestFirst,
  namedOneWords,
  namedOverWords,
  promiseSentence,
  saidWords,
  testedSince,
} from "./commitment-words";

const coverage = (clauses: number, passing: number, evidenced: number, neither: number, answered = 0) =>
  coverageWords({ coverage: { clauses, passing, evidenced, neither, answered } });

type Check = { metric?: string; router?: string | null; verdict: ResultVerdict | null; status?: string };
const clauseOf = (...checks: Check[]): ClauseSummary =>
  ({
    checks: checks.map(({ verdict, ...check }) => ({
      ...{ metric: "routing_tilt", router: null, status: "running", ...check },
      latest: verdict && { verdict },
    })),
  }) as unknown as ClauseSummary;

describe("a promise in words", () => {
  it("says who said it and when", () => {
    expect(saidWords({ speaker: "the chief executive", made_on: "2026-04" })).toBe(
      "Said by the chief executive, in April 2026.",
    );
    expect(saidWords({ speaker: null, made_on: "2026-04-08" })).toBe("Said on 8 April 2026.");
    expect(saidWords({ speaker: null, made_on: null })).toBeNull();
  });

  it("says since when it is tested, and that this was before it was said", () => {
    const since = (first_day: string | null, made_on: string | null) => testedSince({ first_day, made_on });
    expect(since("2026-03-23", "2026-04")).toBe("23 March 2026, before it was said");
    expect(since("2026-04-02", "2026-04")).toBe("2 April 2026");
    expect(since("2026-04-02", "2026-04-03")).toBe("2 April 2026, before it was said");
    expect([since("2026-04-02", null), since(null, "2026-04")]).toEqual(["2 April 2026", null]);
  });

  it("says which share of its clauses is covered", () => {
    expect(coverage(7, 1, 1, 5)).toBe(
      "One of seven clauses has a passing test, one has evidence that holds and five have neither.",
    );
    expect(coverage(1, 0, 0, 1)).toBe(
      "None of one clause has a passing test and one has neither that nor evidence.",
    );
    expect(coverage(7, 1, 0, 6, 1)).toBe(
      "One of seven clauses has a passing test and six have neither that nor evidence, one of them an answer without evidence.",
    );
    expect(coverage(2, 2, 0, 0)).toBe("Two of two clauses have a passing test.");
    expect(coverage(0, 0, 0, 0)).toContain("not split in clauses");
  });

  it("says its verdict as a sentence, and what the data are", () => {
    const tilt = (router: string, verdict: ResultVerdict | null) => ({ router, verdict });
    const routing = clauseOf(tilt("a", "breach"), tilt("b", "kept"), tilt("c", "kept"));
    const sentence = (...clauses: ClauseSummary[]) => promiseSentence({ clauses }, true);
    expect(sentence(routing, clauseOf())).toBe("Breach on one simulated router of three.");
    expect(promiseSentence({ clauses: [routing] }, false)).toBe("Breach on one router of three.");
    expect(sentence(clauseOf(tilt("a", "kept"), tilt("b", "kept")))).toBe("Kept on both simulated routers.");
    expect(sentence(routing, clauseOf({ metric: "coverage", verdict: "breach" }))).toBe(
      "Breach on one simulated router of three.",
    );
    expect(sentence(clauseOf(tilt("a", "kept"), { metric: "coverage", verdict: "watch" }))).toBe(
      "Watch by one of two checks, on simulated data.",
    );
    // What a check said before it ended is not said now.
    expect(sentence(clauseOf({ ...tilt("a", "breach"), status: "ended" }))).toBeNull();
  });

  it("says what stands behind a clause", () => {
    const clause = {
      ...clauseOf({ verdict: "kept" }),
      test: "passing",
      evidence: "lacking",
    } as ClauseSummary;
    expect(clauseState(clause)).toBe("a test passes; evidence is lacking");
    expect(clauseState({ ...clause, test: "none", evidence: "none" })).toBe("no check runs now");
    expect(clauseState({ ...clause, test: "none", evidence: "answered" })).toBe("answered, without evidence");
    expect(clauseState({ ...clause, checks: [] })).toBe("no check yet");
    const open = (verdict: ResultVerdict | null) =>
      clauseState({ ...clauseOf({ verdict }), test: "open", evidence: "none" } as ClauseSummary);
    expect([open("no_data"), open(null), open("inconclusive")]).toEqual([
      "a test runs, and has had no data",
      "a test runs, without a result yet",
      "tested, not settled",
    ]);
  });

  it("puts the gravest clause first and what has no check last", () => {
    const clause = (key: string, verdict: ResultVerdict | null) =>
      ({ ...(key === "none" ? clauseOf() : clauseOf({ verdict })), key, verdict }) as ClauseSummary;
    const clauses = [
      clause("none", null),
      clause("kept", "kept"),
      clause("new", null),
      clause("bad", "breach"),
    ];
    expect(gravestFirst(clauses).map(({ key }) => key)).toEqual(["bad", "kept", "new", "none"]);
  });

  it("puts the gravest check of a clause first and those without a result last", () => {
    const { checks } = clauseOf({ verdict: null }, { verdict: "kept" }, { verdict: "breach" });
    expect(gravestChecks(checks).map(({ latest }) => latest?.verdict ?? null)).toEqual([
      ...["breach", "kept", null],
    ]);
  });

  it("says which of several tilt checks stands out over all of them", () => {
    const checks = [{ id: "1", title: "Forge" }];
    expect(namedOverWords({ checks: 3, alpha: 0.01, named: ["1"] }, checks)).toContain(
      "Of its three tilt checks taken together, “Forge” stands out (e-BH at 1\u00a0%).",
    );
    expect(namedOverWords({ checks: 2, alpha: 0.005, named: [] }, checks)).toContain("none stands out");
    expect(namedOverWords(null, checks)).toBeNull();
    const over = { checks: 3, alpha: 0.01, named: ["1"] };
    expect(namedOneWords(over, "1")).toContain("stands out among the three tilt checks of its clause");
    expect([namedOneWords(over, "2")?.slice(0, 18), namedOneWords(null, "1")]).toEqual([
      ...["does not stand out", null],
    ]);
  });
});
