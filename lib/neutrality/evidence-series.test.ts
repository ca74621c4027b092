import { expect, it } from "vitest";
import { composeCalibration } from "./calibration-split";
import { composeEvidence } from "./evidence-series";
import { NO_DEFLATION } from "./stats/deflator";
import type { Judgement } from "./stats/judge";
import { type Cell, exactBin } from "./stats/table";
import vectors from "./test-vectors/vectors.json";

const several = vectors.several_starts;
const starts = [
  { day: 0, weight: 0.5, policy: true },
  { day: 7, weight: several.start_weights["7"], policy: true },
];

/** The reference vectors' ten days: two bins of a hundred, 75 focal choices, 95 from day 7 on. */
const vectorCells = (stratum: number): Cell[] =>
  Array.from({ length: 10 }, (_, day) => {
    const x = day >= 7 ? 95 : 75;
    return {
      day,
      stratum,
      fit: 1,
      bins: [exactBin(100, 0.25, x / 3), exactBin(100, 0.5, (2 * x) / 3)],
      n: 200,
      x,
      q: 75,
      v: 100 * 0.25 * 0.75 + 100 * 0.25,
      dq: [],
    };
  });

const judging = { sign: 1, theta_m: Math.log(1.05), starts, deflation: NO_DEFLATION } as const;
const strata = [
  { router: "desk", task: "chat", hash: "1" },
  { router: "forge", task: "code", hash: "2" },
];
const query = { from: "2026-04-15" };

it("gives the evidence of every day, as the reference vectors have it", () => {
  const { evidence, evidence_by_router } = composeEvidence(query, { cells: vectorCells(1), strata }, judging);
  expect(evidence.map(({ day }) => day).slice(0, 2)).toEqual(["2026-04-15", "2026-04-16"]);
  for (const [day, value] of several.ln_E_0_by_day.entries())
    expect(evidence[day]?.log_e_zero).toBeCloseTo(value, 6);
  for (const [day, value] of several["ln_E_ln1.05_by_day"].entries())
    expect(evidence[day]?.log_e_material).toBeCloseTo(value, 6);
  expect(evidence_by_router).toEqual([]);
});

it("gives each router's evidence by itself where there are several", () => {
  const cells = [...vectorCells(2), ...vectorCells(1).map((cell) => ({ ...cell, x: 75 }))];
  const { evidence_by_router } = composeEvidence(query, { cells, strata }, judging);
  expect(evidence_by_router.map(({ router }) => router)).toEqual(["desk", "forge"]);
  const last = evidence_by_router.map(({ evidence }) => evidence.at(-1)?.log_e_material ?? 0);
  expect(last[1]).toBeCloseTo(several["ln_E_ln1.05_by_day"].at(-1) ?? 0, 6);
  expect(last[0]).toBeLessThan(0);
});

it("splits the calibration picture at the onset and names strata", () => {
  const cells = [...vectorCells(2), ...vectorCells(1)];
  const judgement = { onset: { day: 7, weight: 0.1, policy: true } } as Judgement;
  const row = { decisions: 2000, observed: 0, expected: 0, log_odds: null, e_value: 0 };
  const found = composeCalibration({ cells, strata }, { judgement, phi: 1 }, [
    { ...row, router: "desk", task: "chat", named: false },
    { ...row, router: "forge", task: "code", named: true },
  ]);
  expect(found.map(({ router, task }) => [router, task])).toEqual([
    [null, null],
    ["desk", null],
    ["forge", null],
    ["forge", "code"],
  ]);
  const [all, desk] = found;
  const count = (points: readonly { decisions: number }[]) =>
    points.reduce((sum, { decisions }) => sum + decisions, 0);
  expect([count(all?.before ?? []), count(all?.since ?? [])]).toEqual([2800, 1200]);
  expect(desk?.before.map(({ expected }) => expected)).toEqual([0.25, 0.5]);
  expect(desk?.before[0]?.observed).toBeCloseTo(0.25, 12);
  expect(desk?.since[1]?.observed).toBeCloseTo((2 * 95) / 300, 12);
  for (const { lower, observed, upper } of desk?.since ?? []) {
    expect(lower).toBeLessThan(observed);
    expect(upper).toBeGreaterThan(observed);
  }
});

it("has everything since the start without an onset, and a width where every choice was alike", () => {
  const cells = vectorCells(1).map((cell) => ({
    ...cell,
    bins: [exactBin(100, 0.25, 0), exactBin(100, 0.5, 100)],
  }));
  const judgement = { onset: null } as unknown as Judgement;
  const [all, ...others] = composeCalibration(
    { cells, strata: [strata[0] ?? never()] },
    { judgement, phi: 4 },
    [],
  );
  expect(others).toEqual([]);
  expect(all?.before).toEqual([]);
  expect(all?.since[0]).toMatchObject({ observed: 0, lower: 0 });
  expect(all?.since[0]?.upper).toBeGreaterThan(0);
  expect(all?.since[1]?.lower).toBeLessThan(1);
});

const never = (): never => {
  throw new Error("There is a stratum.");
};
