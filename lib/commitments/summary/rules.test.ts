import { describe, expect, it } from "vitest";
import { parseInstant } from "@/lib/kernel/time";
import type { AttestationAnswerView } from "../attestations/schema";
import { CheckDefinition } from "../checks/definition";
import type { ResultVerdict } from "../results/schema";
import {
  attestationState,
  clauseEvidence,
  clauseTest,
  coverageOf,
  isTimely,
  type Running,
  toDays,
  worstVerdict,
} from "./rules";

const at = (text: string) => parseInstant(text) ?? Number.NaN;
const NOW = at("2026-03-20T09:00:00Z");
const PEOPLE = ["a@example.com", "b@example.com"];
const asks = { metric: "attestation" as const, question: "So?", people: PEOPLE, evidence: true };
const scheduled = (every: string, test: object = asks) => ({
  definition: CheckDefinition.parse({
    ...{ test, first_day: "2026-01-01", window_days: 365 },
    schedule: { every, grace_hours: 6 },
  }),
  runs_until: null,
});
const running = (
  verdict: ResultVerdict | null,
  { day = "2026-03-19", metric = "coverage", every = "day", dark = false } = {},
): Running => ({
  item: {
    ...{ metric, latest: verdict && { id: "", day, verdict, computed_at: "" } },
    strip: verdict
      ? [
          {
            id: "",
            day,
            verdict: dark ? "no_data" : verdict,
            result_verdict: verdict,
            trigger: "scheduled",
            runs: 1,
          },
        ]
      : [],
  },
  check: scheduled(every, { metric: "coverage" }),
});

describe("verdicts", () => {
  it("have a worst one", () => {
    expect(worstVerdict([])).toBeNull();
    // What one check could judge is not undone by another that had nothing to judge.
    expect(worstVerdict(["kept", "no_data"])).toBe("kept");
    expect(worstVerdict(["no_data"])).toBe("no_data");
    expect(worstVerdict(["inconclusive", "failed", "kept"])).toBe("failed");
    expect(worstVerdict(["watch", "breach", "failed"])).toBe("breach");
  });

  it("add up to days, of which those with data are tested", () => {
    const days = toDays(
      new Map<ResultVerdict, number>([
        ["kept", 5],
        ["watch", 1],
        ["inconclusive", 2],
        ["no_data", 4],
        ["failed", 3],
      ]),
    );
    expect(days).toEqual({ tested: 8, kept: 5, watch: 1, breach: 0, inconclusive: 2, no_data: 4, failed: 3 });
  });
});

describe("a result", () => {
  it("is in time until a due run has been missing for a day", () => {
    const measured = (every: string) => scheduled(every, { metric: "coverage" });
    const timely = (every: string, day: string, now: string) => isTimely(measured(every), day, at(now));
    expect(timely("day", "2026-03-18", "2026-03-21T05:59:59Z")).toBe(true);
    expect(timely("day", "2026-03-18", "2026-03-21T06:00:00Z")).toBe(false);
    expect(timely("month", "2026-02-28", "2026-04-02T05:59:59Z")).toBe(true);
    expect(timely("month", "2026-02-28", "2026-04-02T06:00:00Z")).toBe(false);
    const ending = { ...measured("day"), runs_until: "2026-03-19" };
    expect(isTimely(ending, "2026-03-18", at("2027-01-01"))).toBe(true);
  });
});

describe("a clause", () => {
  const test = (...checks: Running[]) => clauseTest(checks, NOW);

  it("passes when a check is kept and none speaks against it", () => {
    expect(test()).toBe("none");
    expect(test(running("kept", { metric: "attestation" }))).toBe("none");
    expect(test(running("kept"))).toBe("passing");
    expect(test(running("kept"), running("inconclusive"), running(null))).toBe("passing");
    // Its window is kept still, and on its day there was nothing to judge.
    expect(test(running("kept", { dark: true }))).toBe("open");
    expect(test(running("breach", { dark: true }))).toBe("failing");
    expect(test(running("kept"), running("watch"))).toBe("failing");
    expect(test(running("breach"))).toBe("failing");
    expect(test(running(null))).toBe("open");
    expect(test(running("failed"), running("no_data"))).toBe("open");
    const said = (verdict: "kept" | "breach" | "inconclusive") => running(verdict, { metric: "attestation" });
    expect(test(running("kept"), said("breach"))).toBe("failing");
    expect(test(running("kept"), said("inconclusive"))).toBe("passing");
    expect(test(said("breach"))).toBe("none");
  });

  it("does not pass by a result that is out of date", () => {
    expect(test(running("kept", { day: "2026-03-16" }))).toBe("open");
    expect(test(running("kept", { day: "2026-03-16", every: "month" }))).toBe("passing");
  });

  it("counts as covered by a test or by evidence", () => {
    expect(
      coverageOf([
        { test: "passing", evidence: "none" },
        { test: "passing", evidence: "holding" },
        { test: "open", evidence: "holding" },
        { test: "failing", evidence: "lacking" },
        { test: "none", evidence: "none" },
        { test: "none", evidence: "answered" },
        { test: "passing", evidence: "answered" },
      ]),
    ).toEqual({ clauses: 7, passing: 3, evidenced: 2, neither: 3, answered: 1 });
  });
});

describe("an attestation", () => {
  const answer = (email: string, over: Partial<AttestationAnswerView> = {}): AttestationAnswerView => ({
    ...{ id: "", day: "2026-02-28", email, answer: "kept", statement: "", evidence_url: null },
    ...{
      evidence_sha256: "0".repeat(64),
      expires_on: null,
      answered_at: "2026-02-20T00:00:00.000Z",
      ...over,
    },
  });
  const state = (...answers: AttestationAnswerView[]) =>
    attestationState({ check: scheduled("month"), test: asks, answers }, "2026-03-20");
  const [a, b] = ["a@example.com", "b@example.com"];

  it("holds when everybody said kept for this period or the last", () => {
    expect(state(answer(a), answer(b))).toBe("holding");
    expect(state(answer(a), answer(b, { day: "2026-03-31" }))).toBe("holding");
    expect(state(answer(a))).toBe("lacking");
    expect(state(answer(a), answer(b, { day: "2026-01-31" }))).toBe("lacking");
    expect(state(answer(a), answer(b, { answer: "cannot_say" }))).toBe("lacking");
    expect(state(answer(a), answer(b), answer(b, { answer: "not_kept" }))).toBe("lacking");
    expect(state(answer(a), answer(b, { day: "2026-03-31", answer: "not_kept" }), answer(b))).toBe("lacking");
  });

  it("still rests on the period before, while the one that is over can be answered", () => {
    const week = CheckDefinition.parse({
      ...{ test: asks, first_day: "2026-01-01", window_days: 365 },
      schedule: { every: "month", grace_hours: 168 },
    });
    const on = (today: string, ...answers: AttestationAnswerView[]) =>
      attestationState({ check: { definition: week, runs_until: null }, test: asks, answers }, today);
    const old = [answer(a), answer(b)];
    expect(["2026-04-01", "2026-04-07"].map((today) => on(today, ...old))).toEqual(["holding", "holding"]);
    expect(on("2026-04-08", ...old)).toBe("lacking");
    expect(on("2026-04-01", ...old, answer(b, { day: "2026-03-31", answer: "not_kept" }))).toBe("lacking");
  });

  it("holds as long as its evidence does", () => {
    expect(state(answer(a), answer(b, { expires_on: "2026-03-20" }))).toBe("holding");
    expect(state(answer(a), answer(b, { expires_on: "2026-03-19" }))).toBe("lacking");
    expect(state(answer(a), answer(b, { evidence_sha256: null }))).toBe("lacking");
  });

  it("is an answer and no evidence where none is wanted and one has none", () => {
    const asked = { check: scheduled("month"), test: { ...asks, evidence: false } };
    const of = (...answers: AttestationAnswerView[]) => attestationState({ ...asked, answers }, "2026-03-20");
    expect(of(answer(a), answer(b, { evidence_sha256: null }))).toBe("answered");
    expect(of(answer(a), answer(b))).toBe("holding");
    expect(of(answer(a), answer(b, { expires_on: "2026-03-19" }))).toBe("lacking");
    expect(of(answer(a))).toBe("lacking");
  });

  it("gives a clause its evidence", () => {
    const asked = (answers: AttestationAnswerView[], evidence = true) => {
      return { check: scheduled("month"), test: { ...asks, evidence }, answers };
    };
    const bare = [answer(a), answer(b, { evidence_sha256: null })];
    expect(clauseEvidence([], "2026-03-20")).toBe("none");
    expect(clauseEvidence([asked([])], "2026-03-20")).toBe("lacking");
    expect(clauseEvidence([asked([]), asked(bare, false)], "2026-03-20")).toBe("answered");
    expect(clauseEvidence([asked(bare, false), asked([answer(a), answer(b)])], "2026-03-20")).toBe("holding");
  });

  it("gives a clause no evidence while another one asked says that it was not kept", () => {
    const asked = (...answers: AttestationAnswerView[]) => ({
      check: scheduled("month"),
      test: asks,
      answers,
    });
    const holds = asked(answer(a), answer(b));
    const of = (...answers: AttestationAnswerView[]) =>
      clauseEvidence([holds, asked(...answers)], "2026-03-20");
    expect(of()).toBe("holding");
    expect(of(answer(a, { answer: "cannot_say" }))).toBe("holding");
    expect(of(answer(a, { answer: "not_kept" }))).toBe("lacking");
    // Who said so is heard again for the next period, and of long ago nobody asks.
    expect(of(answer(a, { answer: "not_kept" }), answer(a, { day: "2026-03-31" }))).toBe("holding");
    expect(of(answer(a, { answer: "not_kept", day: "2026-01-31" }))).toBe("holding");
  });
});
