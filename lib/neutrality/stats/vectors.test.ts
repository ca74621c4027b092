import { describe, expect, it } from "vitest";
import vectors from "../test-vectors/vectors.json";
import { NO_DEFLATION } from "./deflator";
import { selectByEvidence } from "./e-bh";
import { logEvidence, partitionSteps } from "./evidence";
import { tiltInterval } from "./interval";
import { leadingStart, termsAt, totalEvidence, trackCells } from "./process";
import { listStarts } from "./starts";
import { type Cell, exactBin, sumCells } from "./table";
import { estimateTilt, logPartition } from "./tilt";

const RELATIVE = 1e-6;
const near = (actual: number | null, expected: number) => {
  expect(actual).not.toBeNull();
  expect(Math.abs((actual ?? Number.NaN) - expected)).toBeLessThanOrEqual(RELATIVE * Math.abs(expected));
};
const MATERIAL = Math.log(1.05);

describe("one table (reference vectors)", () => {
  const single = vectors.single_table;
  const bins = single.bins.map(({ n, m }) => exactBin(n, m));
  const log_e = (theta0: number, sign: 1 | -1, eta = 1) =>
    logEvidence(single.X, partitionSteps(bins, { theta0, sign }), eta, sign);

  it("sums Q and V", () => {
    const q = bins.reduce((sum, bin) => sum + bin.sum_q, 0);
    near(q, single.Q);
    near(
      single.bins.reduce((sum, { n, m }) => sum + n * m * (1 - m), 0),
      single.V,
    );
    near((single.X - q) / 1000, single.lift);
  });

  it("has the log-partition function and the tilt of maximum likelihood", () => {
    for (const [theta, value] of Object.entries(single.A))
      near(logPartition(bins, theta === "ln1.05" ? MATERIAL : Number(theta)), value);
    near(estimateTilt(bins, single.X), single.theta_hat);
    near(estimateTilt(bins, 312), single.X_312.theta_hat);
    expect(estimateTilt(bins, 0)).toBeNull();
    expect(estimateTilt(bins, 1000)).toBeNull();
  });

  it("has the evidence of one start, mirrored and deflated too", () => {
    near(log_e(0, 1), single.ln_E_single["0"]);
    near(log_e(MATERIAL, 1), single.ln_E_single["ln1.05"]);
    near(log_e(MATERIAL, -1), single.ln_E_single["mirrored ln1.05"]);
    near(log_e(0, 1, 0.5), single["ln_E_single_eta_0.5"]["0"]);
    near(log_e(MATERIAL, 1, 0.5), single["ln_E_single_eta_0.5"]["ln1.05"]);
  });

  it.each([
    [single.X, 1, 0.01, single.interval_99],
    [single.X, 1, 0.05, single.interval_95],
    [single.X, 0.5, 0.01, single["interval_99_eta_0.5"]],
    [0, 1, 0.01, single.X_zero.interval_99],
    [312, 1, 0.01, single.X_312.interval_99],
  ] as const)("has the interval for X = %i, eta = %f, alpha = %f", (x, eta, alpha, [lower, upper]) => {
    const interval = tiltInterval(bins, x, eta, alpha);
    // The vectors have eight decimals: next to 0 that is less than six digits.
    for (const [actual, expected] of [
      [interval.lower, lower],
      [interval.upper, upper],
    ] as const)
      if (expected === null || expected === undefined) expect(actual).toBeNull();
      else expect(Math.abs((actual ?? Number.NaN) - expected)).toBeLessThan(6e-9);
  });
});

describe("several starts (reference vectors)", () => {
  const several = vectors.several_starts;
  const cells: Cell[] = Array.from({ length: 10 }, (_, day) => ({
    day,
    stratum: 0,
    fit: 0,
    bins: [exactBin(100, 0.25), exactBin(100, 0.5)],
    n: 200,
    x: day < 7 ? 75 : 95,
    q: 75,
    v: 43.75,
    dq: [],
  }));
  const starts = listStarts([7], 9);

  it("weighs a day by both lists", () => {
    expect(starts.map(({ day }) => day)).toEqual([0, 7]);
    for (const start of starts)
      expect(start.weight).toBeCloseTo(several.start_weights[String(start.day) as "0" | "7"], 8);
    expect(sumCells(cells)).toEqual({ n: 2000, x: 810, q: 750, v: 437.5 });
  });

  it.each([
    ["0", 0, several.ln_E_0_by_day, several.ln_terms_0_day_9],
    ["ln 1.05", MATERIAL, several["ln_E_ln1.05_by_day"], several["ln_terms_ln1.05_day_9"]],
  ] as const)("adds the starts by day at the null %s", (_, theta0, by_day, terms_at_end) => {
    const track = trackCells(cells, { theta0, sign: 1 });
    for (const [index, expected] of by_day.entries())
      near(totalEvidence(termsAt(track, starts, NO_DEFLATION, index + 1)), expected);
    const terms = termsAt(track, starts, NO_DEFLATION, 10);
    for (const { start, log_term } of terms) near(log_term, terms_at_end[String(start.day) as "0" | "7"]);
    expect(leadingStart(terms)?.day).toBe(several.onset_day);
  });
});

it.each(vectors.e_bh)("e-BH selects $selected at $alpha", ({ e, alpha, selected }) => {
  const chosen = selectByEvidence(e.map(Math.log), alpha);
  expect([...chosen].map((index) => index + 1).sort()).toEqual(selected);
});
