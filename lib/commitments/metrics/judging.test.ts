import { describe, expect, it } from "vitest";
import { Attestation, CoverageCheck, ShareCeiling } from "../checks/definition";
import { plusDays } from "../day";
import { judgeAnswers } from "./attestation";
import { judgeCoverage } from "./coverage";
import { judgeCeiling } from "./share-ceiling";
import { isRefitDue, latestFits, sumChoices } from "./tilt-fits";

const DAY = "2026-05-01";
const days = (content: object) => [{ day: DAY, content: { ...content } }];

describe("a census", () => {
  const parts = (own: number, others: number) => ({
    parts: [
      { owner: "a", own: true, decisions: own, amount: own },
      { owner: "b", own: false, decisions: others, amount: others },
      { owner: null, own: false, decisions: 500, amount: 500 },
    ],
  });
  const ceiling = (given: object, own: number, others: number) => {
    const test = ShareCeiling.parse({ metric: "share_ceiling", ceiling: 0.5, ...given });
    const { verdict, figures } = judgeCeiling({ test, days: days(parts(own, others)) });
    return [verdict, ...figures.because];
  };

  it("has a ceiling, and a line from which it is watched", () => {
    expect([40, 46, 50, 51].map((own) => ceiling({}, own, 100 - own)[0])).toEqual([
      ...["kept", "watch", "watch", "breach"],
    ]);
    const test = ShareCeiling.parse({ metric: "share_ceiling", ceiling: 0.5 });
    expect(judgeCeiling({ test, days: days({ parts: [] }) }).verdict).toBe("no_data");
  });

  it("says nothing of a few decisions, neither for nor against", () => {
    expect(ceiling({}, 1, 0)).toEqual(["inconclusive", "too_few"]);
    expect(ceiling({}, 0, 1)).toEqual(["inconclusive", "too_few"]);
    // Those of nobody known do not count towards it.
    expect([ceiling({}, 99, 0)[0], ceiling({}, 100, 0)[0]]).toEqual(["inconclusive", "breach"]);
    expect([ceiling({ minimum_decisions: 1 }, 0, 1)[0]]).toEqual(["kept"]);
  });
});

describe("coverage", () => {
  const covered = (routed: number, comparable: number, unattributed = 0) => ({
    ...{ routed, comparable, excluded: { unattributed_candidate: unattributed } },
  });
  const judge = (given: object, since: string, ...tables: ReturnType<typeof covered>[]) => {
    const test = CoverageCheck.parse({ metric: "coverage", ...given });
    const all = tables.map((content, at) => ({ day: plusDays(DAY, at), content }));
    const { verdict, figures } = judgeCoverage({ test, days: all, since });
    return { said: [verdict, ...figures.because], values: figures.measures.map(({ value }) => value) };
  };

  it("is judged over the window", () => {
    expect(judge({}, DAY, covered(100, 80, 5))).toEqual({
      ...{ said: ["kept", "covered"], values: [0.8, 0.05, 0.8, 0.05] },
    });
    expect(judge({}, DAY, covered(100, 79, 5)).said).toEqual(["breach", "coverage"]);
    expect(judge({}, DAY, covered(100, 90, 6)).said).toEqual(["breach", "unattributed"]);
    expect(judge({}, DAY, covered(0, 0)).said).toEqual(["no_data", "nothing_routed"]);
  });

  it("says nothing of a few decisions", () => {
    expect(judge({}, DAY, covered(99, 0)).said).toEqual(["inconclusive", "too_few"]);
    expect(judge({}, DAY, covered(1, 1)).said).toEqual(["inconclusive", "too_few"]);
    expect(judge({ minimum_decisions: 1 }, DAY, covered(1, 1)).said).toEqual(["kept", "covered"]);
  });

  it("watches what went dark since the last due look, however good the days before", () => {
    const good = Array.from({ length: 40 }, () => covered(1000, 1000));
    const last = plusDays(DAY, 40);
    const dark = judge({}, last, ...good, covered(1000, 0));
    expect(dark.said).toEqual(["watch", "coverage_lately"]);
    expect(dark.values[0]).toBeCloseTo(40 / 41, 12);
    expect(dark.values.slice(2)).toEqual([0, 0]);
    expect(judge({}, last, ...good, covered(1000, 900, 100)).said).toEqual(["watch", "unattributed_lately"]);
    // A look once a month judges its month, not its last day.
    expect(judge({}, DAY, ...good, covered(1000, 0)).said).toEqual(["kept", "covered"]);
  });

  it("reaches back as far as it takes to have decisions enough", () => {
    const good = Array.from({ length: 3 }, () => covered(60, 60));
    // 40 dark decisions and, of the days before, 60 that could be tested: one tested day makes it a hundred.
    const one = judge({}, plusDays(DAY, 3), ...good, covered(40, 0));
    expect([one.said[0], one.values[2]]).toEqual(["watch", 0.6]);
    const few = judge({}, plusDays(DAY, 3), ...good, covered(10, 0));
    expect([few.said[0], few.values[2]]).toEqual(["kept", 120 / 130]);
    // A day without decisions says nothing: the days before it stand.
    expect(judge({}, plusDays(DAY, 3), ...good, covered(0, 0)).said).toEqual(["kept", "covered"]);
  });
});

describe("an attestation", () => {
  const people = ["anna@example.com", "berta@example.com"];
  const test = Attestation.parse({ metric: "attestation", question: "Is it so?", people });
  const said = (email: string, answer: string, expires_on: string | null = null) => ({
    ...{ id: email, day: DAY, email, answer, evidence_sha256: "0".repeat(64), expires_on },
  });
  const judge = (...answers: object[]) => judgeAnswers({ test, day: DAY, days: days({ answers }) });

  it("is kept when everybody says so on evidence that holds", () => {
    expect(judge(said("anna@example.com", "kept"), said("berta@example.com", "kept")).verdict).toBe("kept");
    expect(judge(said("anna@example.com", "kept")).figures.because).toEqual(["not_all_answered"]);
    const expired = judge(said("anna@example.com", "kept", "2026-04-30"), said("berta@example.com", "kept"));
    expect([expired.verdict, expired.figures.because]).toEqual(["inconclusive", ["without_evidence"]]);
  });

  it("is a breach when somebody says that it is not, and without data when nobody answers", () => {
    expect(judge(said("anna@example.com", "not_kept")).verdict).toBe("breach");
    expect(judge().verdict).toBe("no_data");
    expect(judge({ ...said("anna@example.com", "kept"), day: "2026-04-01" }).verdict).toBe("no_data");
  });

  it("between due days is the word of the last period that was due, on evidence that holds today", () => {
    const between = (day: string, due: string | null, ...answers: object[]) =>
      judgeAnswers({ test, day, days: days({ answers, due }) });
    const both = [said("anna@example.com", "kept", "2026-05-20"), said("berta@example.com", "kept")];
    expect(between("2026-05-09", DAY, said("anna@example.com", "not_kept")).verdict).toBe("breach");
    expect(between("2026-05-09", DAY, ...both).verdict).toBe("kept");
    expect(between("2026-05-21", DAY, ...both).figures.because).toEqual(["without_evidence"]);
    expect(between("2026-05-09", null, ...both).verdict).toBe("no_data");
  });
});

describe("the standard between partners", () => {
  it("is learnt anew without one, by another catalogue, and with half as much again or a third less", () => {
    const covariates = ["quality" as const, "log_cost" as const];
    const fit = { choices: 100, catalogue_version: "a", reason: null, covariates };
    expect(isRefitDue(undefined, 0, "a")).toBe(true);
    expect([100, 149, 70].map((choices) => isRefitDue(fit, choices, "a"))).toEqual([false, false, false]);
    expect([150, 66].map((choices) => isRefitDue(fit, choices, "a"))).toEqual([true, true]);
    expect(isRefitDue(fit, 100, "b")).toBe(true);
    // Twenty a coefficient: neither tried before nor later.
    const none = { ...fit, choices: 10, reason: "too_few_partner_choices" as const };
    expect([9, 39, 40].map((choices) => isRefitDue(none, choices, "a"))).toEqual([false, false, true]);
  });

  it("adds choices up by router and version, and takes the last fit of each", () => {
    const part = (policy_version: string, decisions: number) => ({ router: "r", policy_version, decisions });
    const sums = sumChoices([part("v1", 2), part("v1", 3), part("v2", 4)]);
    expect([...sums.values()].map(({ decisions }) => decisions)).toEqual([5, 4]);
    const made = (policy_version: string, b_version: number) => ({
      ...part(policy_version, 0),
      b_version,
    });
    const fits = [made("v1", 1), made("v1", 3), made("v2", 2)] as unknown as Parameters<typeof latestFits>[0];
    expect(
      latestFits(fits)
        .map(({ b_version }) => b_version)
        .sort(),
    ).toEqual([2, 3]);
  });
});
