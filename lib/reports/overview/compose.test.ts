import { describe, expect, it } from "vitest";
import { composeVerdict } from "./compose";
import type { Evidence, Phrase } from "./schema";
import { answerOf, breachAnswer, riseOf } from "./testing/answers";
import { verdictTitle } from "./words";

const read = (parts: readonly Phrase[]) => parts.map(({ text }) => text).join("");

const desk = { router: "Simulated Desk", answer: answerOf() };
const flow = { router: "Simulated Flow", answer: answerOf({}, { rise: riseOf(0.063, 0.001, -0.003) }) };
const forge = { router: "Simulated Forge", answer: breachAnswer() };

const evidence = (part: Partial<Evidence> = {}): Evidence => ({
  window: { from: "2026-04-15", to: "2026-11-21", incomplete: true },
  generated: true,
  overall: breachAnswer(),
  routers: [desk, flow, forge],
  marks: [
    { router: "Simulated Desk", policy_version: "v1", day: "2026-04-15" },
    { router: "Simulated Flow", policy_version: "v2", day: "2026-06-22" },
    { router: "Simulated Forge", policy_version: "v2", day: "2026-06-22" },
    { router: "Simulated Forge", policy_version: "v3", day: "2026-08-10" },
  ],
  ...part,
});

describe("the verdict as a sentence", () => {
  const kept = { router: "a", answer: answerOf() };
  const watch = { router: "b", answer: answerOf({ verdict: "watch" }) };

  it("names the worst, counts routers, and says simulated where they are", () => {
    expect(verdictTitle("breach", [desk, flow, forge], true)).toBe(
      "Breach on one simulated router of three.",
    );
    expect(verdictTitle("kept", [desk, flow], true)).toBe("Kept on both simulated routers.");
    expect(verdictTitle("watch", [kept, watch, watch], false)).toBe("Watch on two routers of three.");
    expect(verdictTitle("kept", [kept], false)).toBe("Kept on the one router.");
    expect(verdictTitle("no_data", [], false)).toBe("Nothing can be tested yet.");
  });

  it("does not hide a breach that only all routers together show", () => {
    expect(verdictTitle("breach", [kept, kept, watch], false)).toBe(
      "Breach over all three routers together.",
    );
  });
});

describe("a breach on one router of three", () => {
  const model = composeVerdict(evidence());

  it("says since when, who, how often, in which task, and what the others did", () => {
    expect(model.verdict).toBe("breach");
    expect(read(model.lead)).toBe(
      "Since policy v3 began on 10 August, Simulated Forge has sent 3,629 requests in code completion to our own models that a router that cannot see owners would have sent elsewhere. Simulated Desk and Simulated Flow rose by as much and kept the promise.",
    );
    expect(model.lead.find(({ tone }) => tone === "own")?.text).toBe("our own models");
  });

  it("tells three equal rises apart", () => {
    expect(model.routers_title).toBe(
      "Three simulated routers rose by about six points. One rise was not earned.",
    );
    expect(model.routers.map(({ word }) => word)).toEqual(["earned", "mix", "taken"]);
    expect(model.routers[2]?.sentence).toContain(
      "Policy v3 began on 10 August. In code completion it prefers our models",
    );
  });

  it("states size, certainty, beginning and base", () => {
    expect(Object.fromEntries(model.facts.map(({ term, value }) => [term, value]))).toEqual({
      "How large": "Odds 1.65 times, between 1.57 and 1.73; material from 1.05",
      "How sure":
        "Evidence over 1,000,000; the line is 100, one false alarm in 100; asked after the fact, so exploratory",
      "Since when": "10 August 2026, when policy v3 began",
      "Resting on": "1,000 decisions; 93\u00a0% of those routed could be compared",
    });
    expect(model.finding).toBe(
      "Our share rose to 29.6\u00a0%. A neutral router would have reached 23.4\u00a0%.",
    );
  });

  it("draws excess only where a breach stands, and marks a day once", () => {
    expect(model.chart.excess_from).toBe("2026-08-10");
    expect(model.chart.marks.map(({ label }) => label)).toEqual([
      "Simulated Flow v2, Simulated Forge v2",
      "Simulated Forge v3",
    ]);
    expect(model.routers[0]?.chart.excess_from).toBeNull();
    expect(model.routers[2]?.chart.marks.map(({ label }) => label)).toEqual(["v2", "v3"]);
    expect(model.chart.generated && model.routers.every(({ chart }) => chart.generated)).toBe(true);
  });
});

it("compares calmly where the promise is kept", () => {
  const model = composeVerdict(evidence({ overall: answerOf(), routers: [desk, flow] }));
  expect(read(model.lead)).toBe(
    "Our own models were chosen in 27.0\u00a0% of 1,000 decisions; a router that cannot see owners would have chosen them in 26.8\u00a0%.",
  );
  expect(model.facts.find(({ term }) => term === "Since when")?.value).toBe(
    "Tested from 15 April 2026, the first day of traffic",
  );
});

it("says why nothing can be tested", () => {
  const nothing = answerOf(
    {
      verdict: "no_data",
      usable: 0,
      because: ["nothing_usable"],
      observed: { focal: 0, share: null },
      expected: { focal: 0, share: null },
    },
    { rise: null },
  );
  const model = composeVerdict(evidence({ overall: nothing, routers: [] }));
  expect(model.title).toBe("Nothing can be tested yet.");
  expect(read(model.lead)).toContain("No decision in the window can be tested.");
  expect(model.finding).toBe("No decision can be tested yet.");
});

it("draws every day of the window; days without decisions are gaps and the last one may not have ended", () => {
  const point = (day: string) => ({ day, n: 10, observed: 0.2, expected: 0.2, lower: 0.1, upper: 0.3 });
  const days = ["2026-04-15", "2026-04-16", "2026-04-17", "2026-04-18", "2026-04-20"].map(point);
  const overall = answerOf({}, { daily: days, seven_days: days });
  const { chart } = composeVerdict(
    evidence({ overall, window: { from: "2026-04-15", to: "2026-04-22", incomplete: true } }),
  );
  expect(chart.points.map(({ day, observed, incomplete }) => [day.slice(8), observed, incomplete])).toEqual([
    ["15", null, false],
    ["16", null, false],
    ["17", null, false],
    ["18", 0.2, false],
    ["19", null, false],
    ["20", 0.2, false],
    ["21", null, true],
  ]);
});
