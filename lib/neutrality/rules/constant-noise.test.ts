import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { sumCells } from "../stats/table";
import { constantCells, estimateNoise, expectedShare, noiseGrid, type Pattern } from "./constant-noise";

const Vector = z.object({
  declared_policy_constant_eps: z.object({
    eps: z.number(),
    q: z.object({ partner_optimum: z.number(), own_optimum: z.number(), tie: z.number() }),
    Q: z.number(),
  }),
});
const { declared_policy_constant_eps: vector } = Vector.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, "../test-vectors/vectors.json"), "utf8")),
);

// Five candidates, two of them ours.
const five = (neutral: number, neutral_focals: number): Pattern => ({
  candidates: 5,
  focals: 2,
  neutral,
  neutral_focals,
});
const PARTNER = five(1, 0);
const OWN = five(1, 1);
const TIE = five(2, 1);

const near = (actual: number, expected: number) =>
  expect(Math.abs(actual / expected - 1)).toBeLessThanOrEqual(1e-6);

const CELLS = [
  {
    day: 0,
    stratum: 1,
    fit: 1,
    patterns: [
      { ...PARTNER, n: 1000, x: 20 },
      { ...OWN, n: 200, x: 200 },
      { ...TIE, n: 50, x: 50 },
    ],
  },
];

describe("noise that is the same everywhere", () => {
  const noise = estimateNoise({ deviations: 12, alternatives: 1960 });

  it("is what deviations between partners show", () => {
    // The reference is printed to seven decimals.
    expect(noise.eps).toBeCloseTo(vector.eps, 7);
    expect(noise.lower).toBeLessThan(noise.eps);
    expect(noise.upper).toBeGreaterThan(noise.eps);
  });

  it("gives the reference's expected shares and their sum", () => {
    const { eps } = noise;
    near(expectedShare(PARTNER, eps), vector.q.partner_optimum);
    near(expectedShare(OWN, eps), vector.q.own_optimum);
    near(expectedShare(TIE, eps), vector.q.tie);
    const [cell] = constantCells(CELLS, new Map([[1, eps]]));
    near(cell?.q ?? Number.NaN, vector.Q);
    expect([cell?.n, cell?.x]).toEqual([1250, 270]);
    expect(cell?.bins.reduce((sum, { n }) => sum + n, 0)).toBe(1250);
  });

  it("never takes more than half of the decisions away from the rule", () => {
    expect(expectedShare(OWN, 0.9)).toBeCloseTo(1 - 3 * 0.1, 12);
  });

  it("is tried from the end that expects fewest focal choices to the one that expects most", () => {
    const grid = noiseGrid(CELLS, new Map([[1, noise]]));
    const expected = grid.map((eps) => sumCells(constantCells(CELLS, eps)).q);
    expect([...expected].sort((a, b) => a - b)).toEqual(expected);
    expect([grid[0]?.get(1), grid.at(-1)?.get(1)]).toEqual([noise.lower, noise.upper]);
    // Where our own optimum is the rule, noise takes choices from us.
    const own = [{ ...CELLS[0], day: 0, stratum: 1, fit: 1, patterns: [{ ...OWN, n: 100, x: 100 }] }];
    const turned = noiseGrid(own, new Map([[1, noise]]));
    expect(turned[0]?.get(1)).toBeCloseTo(noise.upper, 12);
    expect(turned.at(-1)?.get(1)).toBeCloseTo(noise.lower, 12);
  });
});
