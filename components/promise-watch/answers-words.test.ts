import { expect, it } from "vitest";
import { askedWords, periodHelp, waitingWords, waitsFor } from "./answers-words";

const [ada, ben] = ["ada@example.com", "ben@example.com"];
const period = (...waiting: string[]) => ({
  ...{ from: "2026-11-01", day: "2026-11-30", until: "2026-12-07T00:00:00Z", waiting },
});

it("addresses the person who is asked as such, and others by their names", () => {
  const end = "until 7 December 2026, 00:00\u00a0UTC.";
  const words = (email: string, ...waiting: string[]) => waitingWords([period(...waiting)], email);
  expect(words(ada, ada)).toBe(`For the days up to 30 November 2026, you have ${end}`);
  expect(words(ada, ben, ada)).toBe(
    `For the days up to 30 November 2026, you and ben@example.com have ${end}`,
  );
  expect(words("c@example.com", ada)).toBe(`For the days up to 30 November 2026, ada@example.com has ${end}`);
  expect(words("c@example.com", ada, ben)).toContain("ada@example.com and ben@example.com have");
  expect(words(ada)).toBeNull();
});

it("says what is asked for which days, and that another answer stands in place of the first", () => {
  expect(waitsFor([period(), period(ada)], ada)?.waiting).toEqual([ada]);
  expect(waitsFor([period(ben)], ada)).toBeNull();
  expect(askedWords("Was it kept?", period(ada))).toBe(
    "You are asked, for 1 November to 30 November 2026: “Was it kept?” You can answer until 7 December 2026, 00:00\u00a0UTC.",
  );
  expect(periodHelp(period(ada), ada)).not.toContain("in place of");
  expect(periodHelp(period(), ada)).toContain("another answer stands in place of that one");
  expect(periodHelp(undefined, ada)).toBe("");
});
