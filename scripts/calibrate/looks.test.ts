import { describe, expect, it } from "vitest";
import type { Deflation } from "../../lib/neutrality/stats/deflator";
import { tiltInterval } from "../../lib/neutrality/stats/interval";
import { termsAt, totalEvidence, trackCells } from "../../lib/neutrality/stats/process";
import { listStarts } from "../../lib/neutrality/stats/starts";
import { type Cell, poolBins, sumCells } from "../../lib/neutrality/stats/table";
import { simulateDecisions } from "./candidates";
import { Estimation } from "./estimate";
import { simulateKnown } from "./known";
import { evidenceAt, leavesOut, ruledOut } from "./looks";
import { type KnownScenario, sectionOf, THETA_M } from "./plan";
import { trackDays } from "./run-estimated";
import { Spans } from "./table";

const known = (id: number) => sectionOf(id).scenario as KnownScenario;
const LOOKS = [1, 2, 8, 30, 97, 200, 365];
const phiOnly = (phi: number): Deflation => ({ phi, covariances: new Map() });

describe("evidence at a look", () => {
  const days = simulateKnown(known(411), 3).days;
  const starts = listStarts([90], 364);

  it.each([1, -1] as const)("is the product's, from every start (sign %d)", (sign) => {
    const track = trackCells(days.flat(), { theta0: sign * THETA_M, sign });
    for (const upto of LOOKS)
      expect(evidenceAt(track, starts, phiOnly(1.7), upto)).toBeCloseTo(
        totalEvidence(termsAt(track, starts, phiOnly(1.7), upto)),
        9,
      );
  });

  it("is the product's with an estimated b, whose tables need no pooling", () => {
    const { scenario } = sectionOf(311);
    if (scenario.kind !== "estimated") throw new Error("Scenario 311 is one with candidates.");
    const estimation = new Estimation(scenario.tenants.count);
    for (const decision of simulateDecisions(scenario, 0)) {
      if (decision.day >= 40) break;
      estimation.add(decision);
    }
    const look = estimation.look();
    if (typeof look === "string") throw new Error(look);
    const hypothesis = { theta0: THETA_M, sign: 1 } as const;
    const track = trackDays(look.cells, hypothesis);
    expect(track).toEqual(trackCells(look.cells, hypothesis));
    expect(evidenceAt(track, starts, look.deflation, 40)).toBeCloseTo(
      totalEvidence(termsAt(track, starts, look.deflation, 40)),
      9,
    );
    expect(look.pooled?.n).toBe(sumCells(look.cells).n);
    expect(look.pooled?.v).toBeCloseTo(sumCells(look.cells).v, 9);
  });
});

describe("the interval at a look", () => {
  const { days } = simulateKnown(known(402), 5);
  const span = (first: number, last: number): readonly Cell[] => days.slice(first, last + 1).flat();

  it("leaves out what lies beyond the product's bounds, and nothing else", () => {
    const spans = new Spans(days);
    for (const last of [20, 120, 364]) {
      const { bins, x } = spans.pool(0, last);
      const { lower, upper } = tiltInterval(poolBins(span(0, last)), sumCells(span(0, last)).x, 0.8, 0.01);
      if (lower === null || upper === null) throw new Error("Both bounds are reached by then.");
      for (const [tilt, out] of [
        [lower - 1e-6, true],
        [lower + 1e-6, false],
        [upper - 1e-6, false],
        [upper + 1e-6, true],
      ] as const)
        expect(leavesOut(bins, x, 0.8, 0.01, tilt)).toBe(out);
      expect(ruledOut(bins, x, 0.8, 0.01, upper + 1e-6)).toBe(true);
      expect(ruledOut(bins, x, 0.8, 0.01, upper - 1e-6)).toBe(false);
    }
  });

  it("pools the bins of any span as the product does", () => {
    const { bins, x } = new Spans(days).pool(37, 81);
    const pooled = poolBins(span(37, 81));
    expect(x).toBe(sumCells(span(37, 81)).x);
    expect(bins.map(({ key, n, sum_x }) => [key, n, sum_x])).toEqual(
      pooled.map(({ key, n, sum_x }) => [key, n, sum_x]),
    );
    for (const [at, { sum_q }] of bins.entries()) expect(sum_q).toBeCloseTo(pooled[at]?.sum_q ?? 0, 9);
  });
});
