import { describe, expect, it } from "vitest";
import { meanOf, quantile } from "./figures";
import type { Outcome } from "./outcome";
import { SECTIONS } from "./plan";
import { refuted, summarise } from "./summary";

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
      { early: 1, never: 0, delay: { mean: 1.5 }, median: 1, aim: { most: 2 } },
    ]);
    expect(rowsOf(402, [one({ ideal: 36_500 })])).toMatchObject([
      { never: 1, delay: { mean: 1 }, aim: { most: 1.5 } },
    ]);
  });

  it("calls an aim missed or reached only where the closer interval of the mean lies to one side", () => {
    const state = (values: readonly number[]) =>
      rowsOf(
        412,
        values.map((gained) => one({ breach: 99, ideal: 500, gained })),
      );
    expect(state([1.98, 1.99, 1.97])).toMatchObject([{ aim: { state: "reached" } }]);
    expect(state([2.02, 2.01, 2.03])).toMatchObject([{ aim: { state: "missed" } }]);
    expect(state([1.9, 2.3, 1.9])).toMatchObject([{ aim: { state: "undecided" } }]);
    expect(state([2.25, 2.25])).toMatchObject([{ delay: { mean: 2 }, wald: { mean: 2.25 } }]);
  });

  it("counts what a centred phi would change beside what is, and not as a claim", () => {
    const all = streams(400, (at) => ({
      alarm: null,
      centred: { breach: at < 20 ? 7 : null, alarm: null, missed: null, phi: 2 },
    }));
    const summaries = summarise(SECTIONS, new Map([[201, all]]));
    expect(summaries.flatMap(({ rows }): object[] => rows)).toMatchObject([
      { breach: { hits: 0 }, centred: { breach: { hits: 20 }, phi: 2 }, phi: 1 },
    ]);
    expect(refuted(summaries)).toEqual([]);
    const delayed = [one({ ideal: 1000, breach: null, centred: { breach: 19, phi: 1 } })];
    expect(rowsOf(442, delayed)).toMatchObject([
      { never: 1, centred: { never: 0, delay: { mean: 2 } }, aim: null },
    ]);
  });

  it("tells who is named in fixed strata, and refutes a level by names that nothing bears out", () => {
    const strata = (over: object) => ({
      strata: { pooled: null, named: null, falsely: null, false_share: 0, ...over },
    });
    const neutral = streams(400, (at) => ({ alarm: null, ...strata({ falsely: at < 10 ? 5 : null }) }));
    expect(refuted(summarise(SECTIONS, new Map([[701, neutral]])))).toEqual([
      "Named a stratum, 10 strata, tilt 0 in all: 10 of 400, at least 1.2 %.",
    ]);
    const tilted = [
      one({ breach: 19, ideal: 1000, ...strata({ named: 9, pooled: 200 }) }),
      one({ breach: 19, ideal: 1000, ...strata({ named: 29, falsely: 300, false_share: 0.5 }) }),
    ];
    expect(rowsOf(713, tilted)).toMatchObject([
      {
        delay: { mean: 4 },
        strata: {
          pooled: 1,
          named: { streams: 2, delay: { mean: 4 } },
          falsely: { hits: 1 },
          false_share: 0.25,
        },
      },
    ]);
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

  it("gives a mean the interval of its standard error", () => {
    const { mean, lower, upper } = meanOf([1, 2, 3, 4, 5]);
    expect(mean).toBe(3);
    expect(upper - mean).toBeCloseTo(1.96 * Math.sqrt(2.5 / 5), 12);
    expect(mean - lower).toBeCloseTo(upper - mean, 12);
    expect(meanOf([7])).toEqual({ mean: 7, lower: -Infinity, upper: Infinity });
  });

  it("takes quantiles from below", () => {
    expect([quantile([3, 1, 2], 0.5), quantile([4, 3, 2, 1], 0.5), quantile([1, 2], 0.9)]).toEqual([2, 2, 2]);
  });
});
