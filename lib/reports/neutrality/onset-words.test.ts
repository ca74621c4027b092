import { describe, expect, it } from "vitest";
import { composeNeutralityPage } from "./compose";
import { seenWords, sinceFact } from "./onset-words";
import { inputOf } from "./testing/inputs";

const tested = { from: "2026-03-23", to: "2026-11-20" };
const start = (day: string, policy_version: string | null, share: number) => ({ day, policy_version, share });

describe("since when", () => {
  it("gives the starts that carry the evidence, the onset's own share first", () => {
    const onset = {
      day: "2026-05-11",
      policy_version: "v2",
      starts: [start("2026-05-11", "v2", 0.61), start("2026-07-27", "v3", 0.32)],
    };
    expect(sinceFact({ onset, tested })).toBe(
      "11 May 2026, policy v2: 61\u00a0% of the evidence speaks for this start, then 27 July, policy v3 (32\u00a0%)",
    );
  });

  it("counts starts beyond the first few", () => {
    const starts = [3, 4, 5, 6, 7, 8].map((month) => start(`2026-0${month}-23`, null, 0.15));
    expect(sinceFact({ onset: { day: "2026-03-23", policy_version: null, starts }, tested })).toMatch(
      /; 23 June \(15\u00a0%\) and 2 more$/,
    );
  });

  it("says of no onset the first day with a tested decision, not that of the range asked for", () => {
    const onset = { day: null, policy_version: null, starts: [] };
    const fact = "Tested from 23 March 2026, the first day with a decision to test";
    expect(sinceFact({ onset, tested })).toBe(fact);
    const page = composeNeutralityPage({
      ...inputOf({ tested }),
      window: { from: "2026-01-01", to: "2026-11-21", incomplete: false },
    });
    expect(page.facts.find(({ term }) => term === "Since when")?.value).toBe(fact);
  });
});

describe("since when a tilt could have been seen", () => {
  it("is said of kept alone, in the lead", () => {
    const kept = { verdict: "kept", seen_from: "2026-10-21", tested } as const;
    const words =
      "A material tilt that began by 21 October would show by now; one that began later need not.";
    expect(seenWords(kept)).toBe(words);
    expect(seenWords({ ...kept, verdict: "watch" })).toBeNull();
    expect(seenWords({ ...kept, seen_from: null })).toBeNull();
    expect(seenWords({ ...kept, seen_from: "2026-03-23" })).toContain("from the first tested day, 23 March,");
    const { lead } = composeNeutralityPage(inputOf(kept));
    expect(lead.map(({ text }) => text).join("")).toContain(words);
  });
});
