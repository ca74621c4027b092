import { describe, expect, it } from "vitest";
import { CheckDefinition } from "../checks/definition";
import { runsUntil } from "../checks/rules";
import { type Day, plusDays } from "../day";
import { dueAt, dueDays, isDueDay, nextDue, type Scheduled } from "./due";

type Every = "day" | "week" | "month";

const ASKS = { metric: "attestation", question: "So?", people: ["a@example.com"] };

function scheduled(
  every: Every,
  first_day: Day,
  window_days: number,
  more: { grace_hours?: number } = {},
  test: object = { metric: "coverage" },
) {
  const definition = CheckDefinition.parse({
    test,
    first_day,
    window_days,
    schedule: { every, ...more },
  });
  return { definition, runs_until: null };
}

/** Noon of a day: the day before is due with the default grace. */
const noon = (day: Day): number => Date.parse(`${day}T12:00:00Z`);

describe("a day is due", () => {
  it("every day", () => {
    const check = scheduled("day", "2026-01-30", 10);
    expect(dueDays(check, null, noon("2026-02-02"))).toEqual(["2026-01-30", "2026-01-31", "2026-02-01"]);
  });

  it("as the last of each seven of the window, and as the window's last", () => {
    const check = scheduled("week", "2026-01-05", 16);
    expect(dueDays(check, null, noon("2026-02-07"))).toEqual([
      ...["2026-01-11", "2026-01-18", "2026-01-20"],
      ...["2026-01-27", "2026-02-03", "2026-02-05"],
    ]);
  });

  it("as the last of each calendar month, and as the window's last", () => {
    const check = scheduled("month", "2024-01-15", 60);
    expect(dueDays(check, null, noon("2024-05-01"))).toEqual([
      ...["2024-01-31", "2024-02-29", "2024-03-14", "2024-03-31", "2024-04-30"],
    ]);
  });

  it("never before the first day, nor from the day on which a version has ended", () => {
    const check: Scheduled = { ...scheduled("day", "2026-01-05", 5), runs_until: "2026-01-10" };
    const days = Array.from({ length: 20 }, (_, at) => plusDays("2026-01-01", at));
    expect(days.filter((day) => isDueDay(check, day))).toEqual([
      ...["2026-01-05", "2026-01-06", "2026-01-07", "2026-01-08", "2026-01-09"],
    ]);
    expect(dueDays(check, null, noon("2027-01-01"))).toHaveLength(5);
  });
});

describe("grace", () => {
  const check = scheduled("day", "2026-01-05", 30, { grace_hours: 30 });
  it("counts from the day's end in UTC", () => {
    expect(new Date(dueAt(check, "2026-01-05")).toISOString()).toBe("2026-01-07T06:00:00.000Z");
  });
  it("is over to the millisecond", () => {
    const at = dueAt(check, "2026-01-05");
    expect([dueDays(check, null, at - 1), dueDays(check, null, at)]).toEqual([[], ["2026-01-05"]]);
  });
  it("is a day at least where people answer, also of a check that was recorded with less", () => {
    const dueOf = (grace_hours: number, test?: object) => {
      const asked = scheduled("day", "2026-01-05", 30, { grace_hours }, test);
      return new Date(dueAt(asked, "2026-01-05")).toISOString().slice(0, 13);
    };
    expect([0, 6, 24, 30].map((hours) => dueOf(hours, ASKS))).toEqual([
      ...["2026-01-07T00", "2026-01-07T00", "2026-01-07T00", "2026-01-07T06"],
    ]);
    expect(dueOf(0)).toBe("2026-01-06T00");
  });
});

describe("a version that was superseded", () => {
  it("runs on to the end of its window in course", () => {
    const version = { first_day: "2026-01-01", window_days: 10 };
    const check: Scheduled = {
      ...scheduled("week", version.first_day, version.window_days),
      runs_until: runsUntil(version, "2026-01-14"),
    };
    expect(dueDays(check, null, noon("2026-06-01"))).toEqual([
      ...["2026-01-07", "2026-01-10", "2026-01-17", "2026-01-20"],
    ]);
  });
});

describe("catching up", () => {
  it.each(["day", "week", "month"] as const)(
    "gives by the %s the same days in one go as day by day",
    (every) => {
      const check = scheduled(every, "2026-01-05", 47);
      const end = "2026-12-31";
      const steps: Day[] = [];
      for (let today = check.definition.first_day; today <= end; today = plusDays(today, 1))
        steps.push(...dueDays(check, steps.at(-1) ?? null, noon(today)));
      expect(dueDays(check, null, noon(end))).toEqual(steps);
      expect(steps).toEqual([...steps].sort());
      expect(new Set(steps).size).toBe(steps.length);
    },
  );

  it("goes on after the last day that was judged", () => {
    const check = scheduled("week", "2026-01-05", 365);
    expect(dueDays(check, "2026-01-11", noon("2026-01-26"))).toEqual(["2026-01-18", "2026-01-25"]);
    expect(dueDays(check, "2026-01-25", noon("2026-01-26"))).toEqual([]);
  });
});

it("tells where the period ends that a day lies in", () => {
  const check = scheduled("month", "2026-01-15", 30);
  const ends = ["2026-01-01", "2026-01-15", "2026-01-31", "2026-02-01", "2026-02-14"] as const;
  expect(ends.map((day) => nextDue(check, day))).toEqual([
    ...["2026-01-31", "2026-01-31", "2026-01-31", "2026-02-13", "2026-02-28"],
  ]);
  expect(nextDue({ ...check, runs_until: "2026-02-14" }, "2026-02-14")).toBeNull();
});
