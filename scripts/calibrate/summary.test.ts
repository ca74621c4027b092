import { describe, expect, it } from "vitest";
import type { Outcome } from "./outcome";
import { SECTIONS } from "./plan";
import { quantile, refuted, summarise } from "./summary";

const one = (over: Partial<Outcome>): Outcome => ({ breach: null, missed: null, phi: 1, r: 0, ...over });
const streams = (count: number, over: (at: number) => Partial<Outcome>) =>
  Array.from({ length: count }, (_, at) => one(over(at)));

const rowsOf = (id: number, all: Outcome[]): object[] =>
  summarise(SECTIONS, new Map([[id, all]])).flatMap(({ rows }): object[] => rows);

describe("what came of the streams", () => {
  it("refutes a level only where the exact lower limit lies above it", () => {
    const alarms = (hits: number) =>
      summarise(
        SECTIONS,
        new Map([[101, streams(400, (at) => ({ breach: at < hits ? 5 : null, alarm: null }))]]),
      );
    expect(refuted(alarms(8))).toEqual([]);
    expect(refuted(alarms(10))).toEqual([
      "Called a breach, steady tasks, tilt 0: 10 of 400, at least 1.2 %.",
    ]);
    const missed = new Map([
      [401, streams(400, (at) => ({ missed: at < 12 ? 3 : null, breach: 9, ideal: 1000 }))],
    ]);
    expect(refuted(summarise(SECTIONS, missed))).toHaveLength(1);
  });

  it("measures a delay in decisions from the onset, and leaves out what came before it", () => {
    const all = [
      one({ breach: 99, ideal: 500 }),
      one({ breach: 94, ideal: 500 }),
      one({ breach: 3, ideal: 500 }),
    ];
    expect(rowsOf(412, all)).toMatchObject([
      { early: 1, never: 0, mean: 1.5, median: 1, aim: 2, missed: null },
    ]);
    expect(rowsOf(402, [one({ ideal: 36_500 })])).toMatchObject([{ never: 1, mean: 1, aim: 1.5 }]);
  });

  it("follows `kept` from the onset on, where it was kept before", () => {
    const kept = (lasted: number | null, before = true) =>
      one({ breach: 270, kept: { first: 60, before, lasted, noticed: 12 } });
    const [row] = summarise(
      SECTIONS,
      new Map([[501, [kept(2), kept(4), kept(null), kept(0, false)]]]),
    ).flatMap((summary) => (summary.asks === "kept" ? summary.rows : []));
    expect(row).toMatchObject({ streams: 4, kept: 3, first: 60, lasted: { median: 4, upper_decile: null } });
    expect(row?.still.slice(0, 6)).toEqual([1, 1, 2 / 3, 2 / 3, 1 / 3, 1 / 3]);
    expect(row?.breach.median).toBe(21);
  });

  it("takes quantiles from below", () => {
    expect([quantile([3, 1, 2], 0.5), quantile([4, 3, 2, 1], 0.5), quantile([1, 2], 0.9)]).toEqual([2, 2, 2]);
  });
});
