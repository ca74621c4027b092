import { describe, expect, it } from "vitest";
import type { Version } from "../store/groups";
import { listSpans, outlierDays, versionsWithin } from "./spans";

const version = (router: string, policy_version: string, first_day: number, last_day: number): Version => ({
  router,
  policy_version,
  hash: `${router}${policy_version}`,
  decisions: 100,
  first_day,
  last_day,
});

const VERSIONS = [version("a", "v1", 0, 9), version("a", "v2", 10, 29), version("b", "", 0, 28)];

describe("listSpans", () => {
  it("cuts off weeks, halves and policies that ended", () => {
    const spans = listSpans(VERSIONS, { first_day: 0, last_day: 29 });
    expect(spans.map(({ window, rows }) => [window, rows.from_day, rows.to_day, rows.fits])).toEqual([
      ["whole", 0, 30, null],
      ["policy_in_force", 0, 30, [2, 3]],
      ["without_first_week", 7, 30, null],
      ["without_last_week", 0, 23, null],
      ["first_half", 0, 15, null],
      ["second_half", 15, 30, null],
    ]);
  });

  it("begins where the first of the policies in force began", () => {
    const spans = listSpans(VERSIONS.slice(0, 2), { first_day: 0, last_day: 29 });
    expect(spans[1]?.rows).toMatchObject({ from_day: 10, fits: [2] });
  });

  it("counts from the first day with decisions", () => {
    const spans = listSpans([], { first_day: 100, last_day: 129 });
    expect(spans.map(({ rows }) => [rows.from_day, rows.to_day])).toEqual([
      [0, 130],
      [107, 130],
      [0, 123],
      [0, 115],
      [115, 130],
    ]);
  });

  it("leaves a window whole that is short or knows one policy", () => {
    expect(listSpans(VERSIONS.slice(2), { first_day: 0, last_day: 12 }).map(({ window }) => window)).toEqual([
      "whole",
    ]);
    expect(listSpans([], { first_day: 0, last_day: 0 })).toHaveLength(1);
  });
});

describe("versionsWithin", () => {
  it("counts days from the first row and lets absent versions never begin", () => {
    const rows = { from_day: 15, to_day: 30, without_days: [], without_tenant: null, fits: null };
    const days = versionsWithin(VERSIONS, rows);
    expect(days.map(({ first_day, last_day }) => [first_day, last_day])).toEqual([
      [65_535, -1],
      [0, 14],
      [0, 13],
    ]);
    expect(versionsWithin(VERSIONS, { ...rows, fits: [3] })[1]?.last_day).toBe(-1);
  });
});

describe("outlierDays", () => {
  const week = [100, 102, 98, 101, 99, 30, 28];
  const days = (counts: readonly number[]) => new Map(counts.map((n, day) => [day, n]));

  it("finds none in weeks with quiet ends", () => {
    expect(outlierDays(days([...week, ...week, ...week]))).toEqual([]);
  });

  it("finds a burst and a gap", () => {
    const counts = Array.from({ length: 30 }, (_, day) => 100 + (day % 5));
    counts[20] = 900;
    counts[4] = 3;
    expect(outlierDays(days(counts))).toEqual([4, 20]);
  });

  it("calls nothing unusual among few days", () => {
    expect(outlierDays(days([1, 1, 1, 1000]))).toEqual([]);
    expect(outlierDays(new Map())).toEqual([]);
  });
});
