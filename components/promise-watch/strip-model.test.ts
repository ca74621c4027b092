import { describe, expect, it } from "vitest";
import type { ResultMark, ResultVerdict } from "@/lib/commitments";
import { darkWords, layStrip, markWords, stripRange, stripSummary, verdictRuns } from "./strip-model";

const mark = (day: string, verdict: ResultVerdict = "kept", runs = 1): ResultMark => ({
  id: day,
  day,
  verdict,
  result_verdict: verdict,
  trigger: "scheduled",
  runs,
});

describe("a strip of results", () => {
  it("shows the last twelve months, and no day before the first", () => {
    const check = (first_day: string, ...days: string[]) => ({
      first_day,
      strip: days.map((day) => mark(day)),
    });
    const range = (from: string, to: string) => ({ from, to });
    expect(stripRange(check("2026-08-10", "2026-11-20"), "2026-11-21")).toEqual(
      range("2026-08-10", "2026-11-21"),
    );
    expect(stripRange(check("2024-01-01", "2026-11-20"), "2026-11-21")).toEqual(
      range("2025-12-01", "2026-11-21"),
    );
    expect(stripRange(check("2024-01-01", "2026-10-31"), "2026-11-01", 3)).toEqual(
      range("2026-08-01", "2026-11-01"),
    );
    expect(stripRange(check("2027-01-01"), "2026-11-21")).toEqual({
      ...range("2026-11-20", "2026-11-20"),
      ahead: true,
    });
    // Yesterday's data may still come in: it is not missing before today is over.
    expect(stripRange(check("2026-08-10", "2026-11-19"), "2026-11-21").to).toBe("2026-11-20");
  });

  it("is laid out by month, and a day without a result is a gap", () => {
    const range = { from: "2026-10-30", to: "2026-11-04" };
    const segments = layStrip(
      [mark("2026-10-30"), mark("2026-11-01"), mark("2026-11-03", "breach")],
      range,
      "day",
    );
    expect(segments.map(({ label, days, gaps }) => [label, days, gaps])).toEqual([
      ["Oct", 2, 1],
      ["Nov", 3, 1],
    ]);
    expect(segments[1]?.cells.map(({ at, span }) => [at, span])).toEqual([
      [0, 1],
      [2, 1],
    ]);
  });

  it("says the year where there is room for it", () => {
    const labels = (from: string, to: string) => layStrip([], { from, to }, "day").map(({ label }) => label);
    expect(labels("2026-03-25", "2026-06-01")).toEqual(["Mar", "Apr 2026", "May"]);
    expect(labels("2025-12-01", "2026-02-01")).toEqual(["Dec 2025", "Jan 2026"]);
  });

  it("lets a weekly result stand for its week, also over the end of a month, and never for another's", () => {
    const range = { from: "2026-10-26", to: "2026-11-16" };
    const segments = layStrip(
      [mark("2026-11-01"), mark("2026-11-08"), mark("2026-11-10", "watch")],
      range,
      "week",
    );
    expect(
      segments.flatMap(({ cells }) => cells.map(({ mark: { day }, at, span }) => [day, at, span])),
    ).toEqual([
      ["2026-11-01", 0, 6],
      ["2026-11-01", 0, 1],
      ["2026-11-08", 1, 7],
      ["2026-11-10", 8, 2],
    ]);
  });

  it("is told in words with its gaps", () => {
    const range = { from: "2026-11-01", to: "2026-11-05" };
    expect(stripSummary([mark("2026-11-01"), mark("2026-11-03", "breach")], range, "day")).toBe(
      "2 results since 1 November 2026: 1 breach and 1 kept. 2 days without a result. The latest, of 3 November 2026, says breach.",
    );
    expect(stripSummary([], range, "day")).toBe("No result yet.");
    // On its first day there is no day to show yet, and the day has come.
    const first = (first_day: string) =>
      stripSummary([], stripRange({ first_day, strip: [] }, "2026-11-22"), "day");
    expect([first("2026-11-22"), first("2026-11-23")]).toEqual([
      "No result yet.",
      "Its first day has not come.",
    ]);
    expect(markWords(mark("2026-11-03", "no_data", 3))).toBe("3 November 2026: No data, run three times");
  });

  it("puts results in a row into one line, newest first", () => {
    expect(
      verdictRuns([
        mark("2026-11-03", "breach", 2),
        mark("2026-11-01"),
        mark("2026-11-02"),
        mark("2026-11-04"),
      ]),
    ).toEqual([
      { from: "2026-11-04", to: "2026-11-04", results: 1, verdict: "kept", again: 0 },
      { from: "2026-11-03", to: "2026-11-03", results: 1, verdict: "breach", again: 1 },
      { from: "2026-11-01", to: "2026-11-02", results: 2, verdict: "kept", again: 0 },
    ]);
  });
});

describe("days without decisions", () => {
  it("say what their result says of the window", () => {
    const dark = { ...mark("2026-11-03", "no_data"), result_verdict: "kept" as const };
    expect(markWords(dark)).toBe("3 November 2026: No data; of the window so far: kept");
  });

  it("are told since when there are any", () => {
    const latest = { id: "r", day: "2026-11-03", verdict: "kept" as const, computed_at: "" };
    expect(darkWords({ latest, last_data_day: "2026-10-31" })).toBe(
      "The last day with decisions was 31 October 2026: what its results say since is of the days before.",
    );
    expect(darkWords({ latest, last_data_day: "2026-11-03" })).toBeNull();
    expect([
      darkWords({ latest, last_data_day: null }),
      darkWords({ latest: null, last_data_day: null }),
    ]).toEqual([...[null, null]]);
  });
});
