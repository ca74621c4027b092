import { describe, expect, it } from "vitest";
import { beyondWords, differenceWords, findingStands, standingWords } from "./bridge-words";
import type { CheckStanding } from "./schema";
import { answerOf } from "./testing/answers";

const check: CheckStanding = {
  ...{ id: "c1", key: "tilt-forge", title: "Forge is even-handed", recorded_on: "2026-04-14" },
  ...{ window_from: "2026-04-15", day: "2026-11-19", verdict: "breach", alpha: 0.01, exact: false },
  ...{ log_e_value: 163, onset: { day: "2026-07-27", policy_version: "v3" }, findings: [] },
  ...{ beyond: 4494.4, odds_ratio: 1.22, phi: 5.17, r: 0.341, parts: 4 },
};
const here = (part: object = {}) =>
  answerOf({ from: "2026-04-15", to: "2026-11-21", phi: 5.17, r: 0.15, ...part }).neutrality;

describe("a check beside an answer to the same question", () => {
  it("says what it found, of which days", () => {
    expect(standingWords(check)).toBe(
      "breach up to 19 November, 4,494 decisions beyond expected since 27 July, odds 1.22 times over its window, evidence 10^70",
    );
    expect(
      standingWords({ ...check, verdict: "failed", beyond: null, odds_ratio: null, log_e_value: null }),
    ).toBe("could not be run up to 19 November");
    expect(beyondWords({ beyond: -80.2, onset: check.onset })).toBe(
      "80 decisions fewer than expected since 27 July",
    );
  });

  it("says in one sentence why the figures differ: standard, days, discount, parts", () => {
    expect(differenceWords(check, here())).toBe(
      "The figures differ: the check judges each day by the standard as it was frozen before that day, here one standard is learnt now over all the days shown; 15 April to 19 November 2026 there, 15 April to 20 November 2026 here; φ 5.17 and r 0.34 there, φ 5.17 and r 0.15 here; its evidence is mixed of 4 parts fixed in advance, here it is of all decisions together.",
    );
  });

  it("says nothing where nothing differs", () => {
    const exact = { ...check, day: "2026-11-20", r: null, parts: 0 };
    expect(differenceWords(exact, here({ baseline: "owner_blind", r: null }))).toBeNull();
    expect(
      differenceWords({ ...exact, day: "2026-11-19" }, here({ baseline: "owner_blind", r: null })),
    ).toMatch(/^The figures differ: 15 April to 19 November 2026 there/);
  });

  it("knows what became of a finding", () => {
    const finding = { code: "F-0001", opened_day: "2026-07-28", status: "open", risk_until: null } as const;
    expect(findingStands(finding)).toBe("open since 28 July");
    expect(findingStands({ ...finding, status: "risk_accepted", risk_until: "2027-01-31" })).toBe(
      "risk accepted until 31 January 2027",
    );
    expect(findingStands({ ...finding, status: "remedied" })).toBe("remedied, waits for its retest");
  });
});
