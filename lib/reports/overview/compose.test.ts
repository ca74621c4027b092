import { describe, expect, it } from "vitest";
import { composeVerdict } from "./compose";
import type { CheckStanding, Evidence, Phrase, RouterAnswer } from "./schema";
import { answerOf, breachAnswer, riseOf } from "./testing/answers";
import { verdictTitle } from "./words";

const read = (parts: readonly Phrase[]) => parts.map(({ text }) => text).join("");

const of = (router: string, answer = answerOf(), check: CheckStanding | null = null): RouterAnswer => ({
  ...{ router, answer, check },
});
const desk = of("Simulated Desk");
const flow = of("Simulated Flow", answerOf({}, { rise: riseOf(0.063, 0.001, -0.003) }));
const forge = of("Simulated Forge", breachAnswer());

const standing = (part: Partial<CheckStanding> = {}): CheckStanding => ({
  ...{ id: "c1", key: "tilt-forge", title: "Forge is even-handed", recorded_on: "2026-04-14" },
  ...{ window_from: "2026-04-15", day: "2026-11-20", verdict: "breach", alpha: 0.01, exact: false },
  ...{ log_e_value: 400, onset: { day: "2026-08-10", policy_version: "v3" } },
  findings: [{ code: "F-0001", opened_day: "2026-08-11", status: "open", risk_until: null }],
  ...{ beyond: 4494.4, odds_ratio: 1.22, phi: 5.17, r: 0.341, parts: 4 },
  ...part,
});
const kept = (key: string) => standing({ id: key, key, verdict: "kept", findings: [] });

const evidence = (part: Partial<Evidence> = {}): Evidence => ({
  window: { from: "2026-04-15", to: "2026-11-21", incomplete: true },
  generated: true,
  overall: breachAnswer(),
  check: null,
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
  const kept = of("a");
  const watch = of("b", answerOf({ verdict: "watch" }));

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
      "How large":
        "Odds 1.65 times, between 1.57 and 1.73 in code completion since 10 August; material from 1.05",
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

describe("a check that asks the same and was recorded before the data", () => {
  const facts = (part: Partial<Evidence>) => {
    const model = composeVerdict(evidence(part));
    const of = (name: string) => model.facts.find(({ term }) => term === name);
    return { guarantee: model.guarantee, sure: of("How sure"), since: of("Since when") };
  };
  const routers = (check: CheckStanding | null) => [desk, flow, { ...forge, check }];

  it("says how sure and since when, with its finding; without one the answer is exploratory", () => {
    expect(facts({}).guarantee).toBe("exploratory");
    expect(facts({ routers: routers(standing()) })).toEqual({
      guarantee: "anytime",
      sure: {
        term: "How sure",
        value:
          "Evidence over 1,000,000 up to 20 November; the line is 100: one false alarm in 100, however often one looks, in large samples. Fixed by a check recorded on 14 April 2026, before its first day",
        links: [{ text: "tilt-forge", href: "/promise/checks/c1" }],
      },
      since: {
        term: "Since when",
        value: "10 August 2026, when policy v3 began; found on 11 August 2026",
        links: [{ text: "F-0001", href: "/promise/findings/F-0001" }],
      },
    });
  });

  it("says what its check counts, where that is another figure", () => {
    const told = (check: CheckStanding | null) =>
      composeVerdict(evidence({ routers: routers(check) })).routers.at(-1)?.counts;
    expect(told(standing())).toBe(
      "4,494 decisions beyond expected since 10 August, in all tasks; counted above is code completion alone",
    );
    expect(told(null)).toBeNull();
    expect(
      composeVerdict(evidence({ routers: [{ ...desk, check: kept("desk") }] })).routers[0]?.counts,
    ).toBeNull();
  });

  it("says of a finding that somebody accepted or remedied what became of it", () => {
    const link = (part: object) => {
      const finding = { code: "F-0001", opened_day: "2026-08-11", status: "open", risk_until: null, ...part };
      return facts({
        routers: routers(standing({ findings: [finding as CheckStanding["findings"][number]] })),
      }).since?.links?.[0]?.text;
    };
    expect(link({ status: "risk_accepted", risk_until: "2027-01-31" })).toBe(
      "F-0001, risk accepted until 31 January 2027",
    );
    expect(link({ status: "remedied" })).toBe("F-0001, remedied, waits for its retest");
  });

  it("gives no guarantee for what it does not say itself", () => {
    const { guarantee, sure } = facts({ routers: routers(standing({ verdict: "inconclusive" })) });
    expect(guarantee).toBe("exploratory");
    expect(sure?.value).toContain("; it says inconclusive");
    // Another router's check, or one that never ran to an end, says nothing of this verdict.
    expect(facts({ routers: [{ ...desk, check: kept("desk") }, flow, forge] }).guarantee).toBe("exploratory");
    expect(facts({ routers: routers(standing({ verdict: "failed", log_e_value: null })) })).toMatchObject({
      guarantee: "exploratory",
      sure: { value: expect.stringContaining("exploratory") },
    });
  });

  it("where the promise is kept it takes one for each router, and names what says worse", () => {
    const overall = answerOf();
    const both = (check: CheckStanding | null) => ({
      overall,
      routers: [
        { ...desk, check: kept("tilt-desk") },
        { ...flow, check },
      ],
    });
    expect(facts(both(null)).guarantee).toBe("exploratory");
    const all = facts(both(kept("tilt-flow")));
    expect(all.guarantee).toBe("anytime");
    expect(all.sure?.value).toBe(
      "Two checks, recorded by 14 April 2026 before the days judged, each with one false alarm in 100, however often one looks, in large samples",
    );
    expect(all.since?.value).toBe("Tested from 15 April 2026 by a rule that was fixed before");
    const worse = facts(both(standing({ key: "tilt-flow" })));
    expect(worse.guarantee).toBe("exploratory");
    expect(worse.sure?.value).toContain("; tilt-flow says breach");
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
