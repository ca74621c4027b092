import { describe, expect, it } from "vitest";
import vectors from "../test-vectors/vectors.json";
import { type Arms, momentsOf, rangeOf } from "./arms";
import { logEvidence, partitionSteps } from "./evidence";
import { mantelHaenszel } from "./experiment";
import { fisherMean, fisherPartition } from "./fisher";
import { logFactorial } from "./fisher-sums";
import { tiltInterval } from "./interval";
import { armsBin, poolBins, poolOnGrid } from "./table";
import { estimateTilt, logPartition } from "./tilt";

const MATERIAL = Math.log(1.05);
const near = (actual: number | null, expected: number, relative = 1e-6) =>
  expect(Math.abs((actual ?? Number.NaN) - expected)).toBeLessThanOrEqual(relative * Math.abs(expected));

/** ln C(n, k) by its factors. */
const logChoose = (n: number, k: number): number =>
  Array.from({ length: k }, (_, i) => Math.log((n - k + i + 1) / (i + 1))).reduce((sum, one) => sum + one, 0);

/** Every count that the margins leave, with its probability under theta 0. */
function law(arms: Arms): { u: number; p: number }[] {
  const { n_a, x_a, n_b, x_b } = arms;
  const m = x_a + x_b;
  const { low, high } = rangeOf(arms);
  return Array.from({ length: high - low + 1 }, (_, i) => {
    const u = low + i;
    return { u, p: Math.exp(logChoose(n_a, u) + logChoose(n_b, m - u) - logChoose(n_a + n_b, m)) };
  });
}
const mean = (terms: readonly { u: number; p: number }[], value: (u: number) => number) =>
  terms.reduce((sum, { u, p }) => sum + p * value(u), 0);

describe("owner_blind (reference vectors)", () => {
  const { K, ln_E_single, theta_hat, mantel_haenszel_odds_ratio, ...arms } = vectors.owner_blind;
  const bins = [armsBin([arms])];
  const log_e = (theta0: number) => logEvidence(arms.x_a, partitionSteps(bins, { theta0, sign: 1 }), 1, 1);

  it("K, the evidence, the tilt and the odds ratio", () => {
    const K_0 = logChoose(200, 75);
    near(K_0, K["0"]);
    near(K_0 + logPartition(bins, MATERIAL), K["ln1.05"]);
    near(K_0 + logPartition(bins, 0.2), K["0.2"]);
    near(log_e(0), ln_E_single["0"]);
    near(log_e(MATERIAL), ln_E_single["ln1.05"]);
    near(estimateTilt(bins, arms.x_a), theta_hat);
    near(mantelHaenszel([arms]), mantel_haenszel_odds_ratio);
  });

  it("bounds the tilt where the evidence crosses 2/alpha, of either sign", () => {
    const { lower, upper } = tiltInterval(bins, arms.x_a, 1, 0.01);
    const at = (theta0: number, sign: 1 | -1) =>
      logEvidence(arms.x_a, partitionSteps(bins, { theta0, sign }), 1, sign);
    expect(at(lower ?? Number.NaN, 1)).toBeCloseTo(Math.log(200), 7);
    expect(at(upper ?? Number.NaN, -1)).toBeCloseTo(Math.log(200), 7);
  });
});

const TABLES: Arms[] = [
  { n_a: 30, x_a: 12, n_b: 20, x_b: 5 },
  { n_a: 100, x_a: 97, n_b: 3, x_b: 1 },
  { n_a: 5, x_a: 0, n_b: 200, x_b: 190 },
  { n_a: 1, x_a: 1, n_b: 1, x_b: 0 },
];

describe("against the law written out", () => {
  it.each(TABLES)("%o: partition, mean and moments", (arms) => {
    const terms = law(arms);
    expect(mean(terms, () => 1)).toBeCloseTo(1, 11);
    const { low } = rangeOf(arms);
    for (const theta of [-11, -3, -0.05, 0, 0.0125, 0.7, 4, 11]) {
      const weight = (u: number) => Math.exp(theta * (u - low));
      const total = mean(terms, weight);
      expect(fisherPartition([arms], theta)).toBeCloseTo(theta * low + Math.log(total), 9);
      expect(fisherMean([arms], theta)).toBeCloseTo(mean(terms, (u) => u * weight(u)) / total, 9);
    }
    const moments = momentsOf(arms);
    expect(moments.mean).toBeCloseTo(
      mean(terms, (u) => u),
      10,
    );
    expect(moments.variance).toBeCloseTo(
      mean(terms, (u) => (u - moments.mean) ** 2),
      10,
    );
  });

  it.each(TABLES)("%o: the evidence has mean 1 at its null, exactly", (arms) => {
    for (const sign of [1, -1] as const)
      for (const theta0 of [0, sign * MATERIAL]) {
        const steps = partitionSteps([armsBin([arms])], { theta0, sign });
        const norm = mean(law(arms), (u) => Math.exp(theta0 * u));
        const e = mean(law(arms), (u) => Math.exp(theta0 * u + logEvidence(u, steps, 1, sign))) / norm;
        expect(e).toBeCloseTo(1, 9);
      }
  });
});

describe("margins that leave nothing to chance", () => {
  it.each<[string, Arms]>([
    ["none focal", { n_a: 40, x_a: 0, n_b: 10, x_b: 0 }],
    ["all focal", { n_a: 40, x_a: 40, n_b: 10, x_b: 10 }],
  ])("%s: no evidence, no tilt, no bounds", (_, arms) => {
    const bins = [armsBin([arms])];
    for (const sign of [1, -1] as const)
      expect(logEvidence(arms.x_a, partitionSteps(bins, { theta0: 0.3, sign }), 1, sign)).toBeCloseTo(0, 9);
    expect(momentsOf(arms).variance).toBe(0);
    expect(estimateTilt(bins, arms.x_a)).toBeNull();
    expect(tiltInterval(bins, arms.x_a, 1, 0.01)).toEqual({ lower: null, upper: null });
  });

  it("has no finite tilt at an end of the range, though neither 0 nor all of them", () => {
    // 8 focal choices, 3 blind decisions: at least five of them are production's.
    const arms = { n_a: 20, x_a: 5, n_b: 3, x_b: 3 };
    expect(rangeOf(arms)).toEqual({ low: 5, high: 8 });
    expect(estimateTilt([armsBin([arms])], 5)).toBeNull();
    expect(estimateTilt([armsBin([arms])], 6)).not.toBeNull();
  });
});

it("is stable for a million decisions a day, and as good as the normal law there", () => {
  const arms = { n_a: 1_000_000, x_a: 300_900, n_b: 1_000_000, x_b: 300_000 };
  const { mean: q, variance } = momentsOf(arms);
  for (const theta of [0.0001, -0.0001]) {
    // A(theta) = theta Q + theta^2 V / 2 up to the third cumulant, some theta^3 V / 6.
    const expected = theta * q + (theta * theta * variance) / 2;
    expect(Math.abs(fisherPartition([arms], theta) - expected)).toBeLessThan(1e-7);
  }
  near(fisherMean([arms], 0), q, 1e-12);
  expect(fisherMean([arms], 11)).toBeGreaterThan(599_000);
});

it("ln n! joins the series to the products without a step", () => {
  for (const n of [1, 31, 32, 33, 170, 1000]) {
    const sum = Array.from({ length: n }, (_, i) => Math.log(i + 1)).reduce((all, one) => all + one, 0);
    expect(Math.abs(logFactorial(n) - sum)).toBeLessThan(1e-14 * (1 + sum));
  }
});

it("tables pool into one bin, and add up; on the grid each lies at the share of both arms", () => {
  const bins = TABLES.map((table) => armsBin([table]));
  const [all, ...none] = poolBins([{ bins }, { bins: [armsBin(TABLES.slice(0, 1))] }]);
  expect([none, all?.arms?.length, all?.n, all?.sum_x]).toEqual([[], 5, 166, 122]);
  const every = [...TABLES, ...TABLES.slice(0, 1)];
  for (const theta of [-2.5, 0.3, 1.7]) {
    const sum = every.reduce((total, table) => total + fisherPartition([table], theta), 0);
    expect(logPartition(all ? [all] : [], theta)).toBeCloseTo(sum, 10);
  }
  const grid = poolOnGrid([{ bins: [...bins, armsBin([{ n_a: 3, x_a: 3, n_b: 3, x_b: 3 }])] }]);
  expect(grid.map(({ key }) => key)).toEqual([174, 256, 474, 487, 511]);
  expect(grid.reduce((sum, bin) => sum + bin.n, 0)).toBe(139);
  expect(grid.reduce((sum, bin) => sum + bin.sum_x, 0)).toBe(113);
});
