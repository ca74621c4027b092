import { describe, expect, it } from "vitest";
import { parseInstant } from "@/lib/kernel/time";
import { CheckDefinition } from "../checks/definition";
import { evidenceHolds, openPeriods, periodOf, standingAnswers } from "./rules";

const check = (every: string, grace_hours = 6, runs_until: string | null = null) => ({
  definition: CheckDefinition.parse({
    test: { metric: "attestation", question: "So?", people: ["a@example.com"] },
    first_day: "2026-03-10",
    window_days: 365,
    schedule: { every, grace_hours },
  }),
  runs_until,
});
const at = (text: string) => parseInstant(text) ?? Number.NaN;
const open = (of: ReturnType<typeof check>, now: string) =>
  openPeriods(of, at(now)).map(({ from, day }) => `${from}..${day}`);

describe("a period", () => {
  it("lies between two due days", () => {
    expect(periodOf(check("month"), "2026-03-31").from).toBe("2026-03-10");
    expect(periodOf(check("month"), "2026-04-30").from).toBe("2026-04-01");
    expect(periodOf(check("week"), "2026-03-23").from).toBe("2026-03-17");
    expect(periodOf(check("day"), "2026-03-23").from).toBe("2026-03-23");
    expect(periodOf(check("month"), "2026-04-30").until_ms).toBe(at("2026-05-02T00:00:00Z"));
  });

  it("can be answered when it is over, until it is judged: of days to come nobody can say how they were", () => {
    expect(open(check("month"), "2026-03-10T00:00:00Z")).toEqual([]);
    expect(open(check("month"), "2026-03-31T23:59:59Z")).toEqual([]);
    expect(open(check("month"), "2026-04-01T00:00:00Z")).toEqual(["2026-03-10..2026-03-31"]);
    // Of a check that was recorded with less than a day to answer in.
    for (const hours of [0, 6]) {
      expect(open(check("month", hours), "2026-04-01T23:59:59Z")).toEqual(["2026-03-10..2026-03-31"]);
      expect(open(check("month", hours), "2026-04-02T00:00:00Z")).toEqual([]);
    }
    expect(open(check("month", 720), "2026-04-30T23:59:59Z")).toEqual(["2026-03-10..2026-03-31"]);
    expect(open(check("month", 720), "2026-05-15T00:00:00Z")).toEqual(["2026-04-01..2026-04-30"]);
    expect(open(check("day", 30), "2026-03-15T01:00:00Z")).toEqual([
      "2026-03-13..2026-03-13",
      "2026-03-14..2026-03-14",
    ]);
  });

  it("ends with the version", () => {
    expect(open(check("day", 6, "2026-03-12"), "2026-03-12T23:00:00Z")).toEqual(["2026-03-11..2026-03-11"]);
    expect(open(check("day", 6, "2026-03-12"), "2026-03-13T00:00:00Z")).toEqual([]);
  });
});

describe("an answer", () => {
  it("stands when it is the last of its person for the period", () => {
    const answer = (email: string, day: string, answered_at: string, id: string) => ({
      email,
      day,
      answered_at,
      id,
    });
    const standing = standingAnswers([
      answer("a", "2026-03-31", "2026-03-30T10:00:00.000Z", "1"),
      answer("a", "2026-03-31", "2026-03-30T10:00:00.000Z", "2"),
      answer("b", "2026-03-31", "2026-03-29T10:00:00.000Z", "3"),
      answer("a", "2026-04-30", "2026-04-02T10:00:00.000Z", "4"),
    ]);
    expect(standing.map(({ id }) => id)).toEqual(["2", "3", "4"]);
  });

  it("counts with evidence that has not expired, where evidence is asked for", () => {
    const hash = "0".repeat(64);
    const holds = (evidence_sha256: string | null, expires_on: string | null, evidence = true) =>
      evidenceHolds({ evidence_sha256, expires_on }, { evidence }, "2026-03-31");
    expect(holds(hash, null)).toBe(true);
    expect(holds(hash, "2026-03-31")).toBe(true);
    expect(holds(hash, "2026-03-30")).toBe(false);
    expect(holds(null, null)).toBe(false);
    expect(holds(null, null, false)).toBe(true);
    expect(holds(null, "2026-03-30", false)).toBe(false);
  });
});
