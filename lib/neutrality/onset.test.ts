import { describe, expect, it } from "vitest";
import { describeOnset, placeWithin, testedDays, versionsBegun } from "./onset";
import type { Start } from "./stats/starts";

const query = { from: "2026-03-23" };
const start = (day: number, policy = true): Start => ({ day, weight: 0.1, policy });
const days = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => ({ day: from + index }));

const describeWith = (
  cells: { day: number }[],
  versions: [number, string[]][],
  terms: [Start, number][],
  onset: Start | null,
) =>
  describeOnset(query, cells, {
    version_days: new Map(versions),
    judgement: { onset, onset_terms: terms.map(([one, log_term]) => ({ start: one, log_term })) },
  });

describe("since when", () => {
  it("is never a day on which nothing was decided: the first tested day after the start, with its version", () => {
    const found = describeWith(
      days(126, 180),
      [[126, ["v3"]]],
      [
        [start(0), 20],
        [start(7, false), 18],
        [start(126), 19.5],
      ],
      start(0),
    );
    expect(found).toMatchObject({ day: "2026-07-27", policy_version: "v3" });
    // All three have the same decisions: together they carry all of it.
    expect(found.starts).toHaveLength(1);
    expect(found.starts[0]).toMatchObject({ day: "2026-07-27", policy_version: "v3" });
    expect(found.starts[0]?.share).toBeCloseTo(1, 12);
  });

  it("names the starts that carry 90 %, also where the leading one carries little", () => {
    const [half, some, rest] = [0.5, 0.42, 0.08].map(Math.log) as [number, number, number];
    const found = describeWith(
      days(0, 180),
      [
        [0, ["v1"]],
        [49, ["v2"]],
        [126, ["v3"]],
      ],
      [
        [start(0), rest],
        [start(49), half],
        [start(126), some],
      ],
      start(49),
    );
    expect(found).toMatchObject({ day: "2026-05-11", policy_version: "v2" });
    expect(found.starts.map(({ policy_version }) => policy_version)).toEqual(["v2", "v3"]);
    expect(found.starts.map(({ share }) => share.toFixed(2))).toEqual(["0.50", "0.42"]);
  });

  it("is nothing without an onset", () => {
    expect(describeWith(days(0, 9), [[0, ["v1"]]], [], null)).toEqual({
      day: null,
      policy_version: null,
      starts: [],
    });
  });
});

it("of a window alone, a version is not said to begin with its first tested day", () => {
  const found = (day: number) =>
    placeWithin(days(3, 40), {
      version_days: new Map([
        [3, ["v2"]],
        [20, ["v3"]],
      ]),
      judgement: { onset: start(day), onset_terms: [] },
    });
  expect(found(0)).toEqual({ day: 3, policy_version: null });
  expect(found(20)).toEqual({ day: 20, policy_version: "v3" });
});

describe("the version that begins with a tested day", () => {
  const tested = testedDays([{ day: 5 }, { day: 3 }, { day: 5 }, { day: 9 }]);

  it("is the one that first decides on it", () => {
    expect(tested).toEqual([3, 5, 9]);
    expect(versionsBegun(new Map([[5, ["v2", "w1"]]]), tested, 5)).toBe("v2, w1");
    expect(versionsBegun(new Map([[5, ["v2"]]]), tested, 9)).toBeNull();
  });

  it("or first decided since the tested day before, the latest of several", () => {
    const versions = new Map([
      [6, ["v2"]],
      [8, ["v3"]],
    ]);
    expect(versionsBegun(versions, tested, 9)).toBe("v3");
    expect(versionsBegun(versions, tested, 5)).toBeNull();
  });
});
