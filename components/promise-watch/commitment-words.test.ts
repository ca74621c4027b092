import { describe, expect, it } from "vitest";
import type { ClauseSummary, ResultVerdict } from "@/lib/commitments";
import {
  clauseState,
  coverageWords,
  fewWords,
  gravestChecks,
  gravestFirst,
  levelOver,
  namedOneWords,
  namedOverWords,
  promiseSentence,
  saidWords,
  testedSince,
} from "./commitment-words";

type Check = {
  metric?: string;
  router?: string | null;
  verdict: ResultVerdict | null;
  /** What its last day counts as, where it is not the window's verdict. */
  day?: ResultVerdict;
  status?: string;
};
const clauseOf = (...checks: Check[]): ClauseSummary =>
  ({
    checks: checks.map(({ verdict, day = verdict, ...check }) => ({
      ...{ metric: "routing_tilt", router: null, status: "running", ...check },
      latest: verdict && { verdict },
      strip: day ? [{ verdict: day }] : [],
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

  it("says of its clauses how each stands, the gravest first", () => {
    const clause = (test: ClauseSummary["test"], evidence: ClauseSummary["evidence"], ...checks: Check[]) =>
      ({
        ...clauseOf(...checks),
        ...{ test, evidence, verdict: checks[0]?.verdict ?? null },
      }) as ClauseSummary;
    const asked = { metric: "attestation", verdict: "kept" } as const;
    const bare = clause("none", "none");
    const words = (...clauses: ClauseSummary[]) => coverageWords({ clauses });
    expect(
      words(
        ...[bare, clause("passing", "none", { verdict: "kept" }), bare],
        ...[clause("failing", "none", { verdict: "breach" }), clause("none", "answered", asked), bare],
        clause("open", "none", { verdict: "no_data" }),
      ),
    ).toBe(
      "Of seven clauses one is in breach, one passes, one has had no data, one is answered without evidence and three have no check.",
    );
    expect(words(bare)).toBe("Its one clause has no check.");
    expect(
      words(clause("failing", "none", { verdict: "watch" }), clause("open", "none", { verdict: null })),
    ).toBe("Of two clauses one is on watch and one has no result yet.");
    // People who say that it was not kept say more than that evidence is lacking.
    const denied = clause("none", "lacking", { metric: "attestation", verdict: "breach" });
    expect([words(denied), clauseState(denied)]).toEqual([
      ...["Its one clause is in breach.", "in breach by what people say"],
    ]);
    expect(words()).toContain("not split in clauses");
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
    const failing = (verdict: ResultVerdict) =>
      clauseState({ ...clauseOf({ verdict }), test: "failing", evidence: "none", verdict } as ClauseSummary);
    expect([failing("breach"), failing("watch")]).toEqual(["in breach", "on watch"]);
    const open = (verdict: ResultVerdict | null, day = verdict ?? undefined) =>
      clauseState({ ...clauseOf({ verdict, day }), test: "open", evidence: "none" } as ClauseSummary);
    expect([open("no_data"), open(null), open("inconclusive"), open("kept", "no_data")]).toEqual([
      "a test runs, and has had no data",
      "a test runs, without a result yet",
      "tested, not settled",
      "a test runs, without data lately",
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
    expect(namedOverWords({ checks: 3, alpha: 0.01, counted: [], named: ["1"] }, checks)).toBe(
      "Of its three tilt checks taken together, “Forge” stands out",
    );
    expect(levelOver({ checks: 3, alpha: 0.01, counted: [], named: [] })).toBe("1\u00a0%");
    expect(namedOverWords({ checks: 2, alpha: 0.005, counted: [], named: [] }, checks)).toContain(
      "none stands out",
    );
    expect(namedOverWords(null, checks)).toBeNull();
    const over = { checks: 3, alpha: 0.01, counted: [], named: ["1"] };
    expect(namedOneWords(over, "1")).toBe(
      "stands out when the clause’s three tilt checks are taken together",
    );
    expect([namedOneWords(over, "2")?.slice(0, 18), namedOneWords(null, "1")]).toEqual([
      ...["does not stand out", null],
    ]);
  });

  it("says of a check with few results in one line how many are kept, and which is the last", () => {
    const strip = (...verdicts: ResultVerdict[]) => ({
      strip: verdicts.map((verdict, at) => ({
        ...{ id: `${at}`, day: `2026-1${at}-30`, verdict, trigger: "scheduled" as const, runs: 1 },
      })),
    });
    expect(fewWords(strip("kept", "kept") as never)).toBe("two of two kept, the last of 30 November 2026");
    expect(fewWords(strip("watch", "kept", "kept") as never)).toBe(
      "one watch and two kept of three, the last of 30 December 2026",
    );
    expect(fewWords({ strip: [] })).toBeNull();
  });
});
