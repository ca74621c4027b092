import { describe, expect, it } from "vitest";
import { type JudgeInput, judgeTable } from "../stats/judge";
import { listStarts } from "../stats/starts";
import { constantCells, estimateNoise, noiseGrid, type PatternCell } from "./constant-noise";
import { leastFavourable } from "./least-favourable";
import { settleInPoints } from "./settle";

type Case = {
  /** Decisions with one partner optimum, and how many of them went to us. */
  partner: [number, number];
  tied?: [number, number];
  share?: number;
  coverage?: number;
};

const FIVE = { candidates: 5, focals: 2 };
const NONE = estimateNoise({ deviations: 0, alternatives: 40_000 });

/** The verdict of a router whose partners' choices never depart from the rule. */
function judge({ partner: [n, x], tied = [0, 0], share = 0.001, coverage = 1 }: Case) {
  const patterns: PatternCell[] = [
    {
      ...{ day: 0, stratum: 1, fit: 1 },
      patterns: [
        { ...FIVE, neutral: 1, neutral_focals: 0, n, x },
        { ...FIVE, neutral: 2, neutral_focals: 1, n: tied[0], x: tied[1] },
      ].filter((one) => one.n > 0),
    },
  ];
  const by_day = [{ day: 0, decisions: n + tied[0], toward: x, away: 0, ties: tied[0], ties_won: tied[1] }];
  const ways = noiseGrid(patterns, new Map([[1, NONE]])).map((eps) => {
    const input: JudgeInput = {
      cells: constantCells(patterns, eps),
      starts: listStarts([], 0),
      deflation: { phi: 1, covariances: new Map() },
      ...{ alpha: 0.01, theta_m: Math.log(1.05), sign: 1, in_force_days: [0] },
      ...{ coverage, unattributed: 0, failures: [], guards: () => [] },
    };
    return { judgement: settleInPoints({ by_day, patterns, eps, share })(judgeTable(input), input) };
  });
  const { verdict, because, needed } = leastFavourable(ways, (way) => way).judgement;
  return { verdict, because: because[0], needed };
}

describe("a rule obeyed without noise", () => {
  it("is kept where deviations are surely few, and coverage suffices", () => {
    expect(judge({ partner: [20_000, 0] })).toEqual({
      verdict: "kept",
      because: "deviations_below_share",
      needed: 0,
    });
    expect(judge({ partner: [20_000, 2] }).verdict).toBe("kept");
    expect(judge({ partner: [20_000, 0], coverage: 0.5 })).toMatchObject({
      verdict: "inconclusive",
      because: "coverage",
    });
  });

  it("is open where decisions are few, and says how many more it takes", () => {
    const { verdict, needed } = judge({ partner: [2000, 0] });
    expect(verdict).toBe("inconclusive");
    expect(judge({ partner: [2000 + Math.ceil(needed ?? 0), 0] }).verdict).toBe("kept");
    expect(judge({ partner: [1990 + Math.floor(needed ?? 0), 0] }).verdict).toBe("inconclusive");
  });

  it("is a breach where they are surely many, and a watch in between", () => {
    expect(judge({ partner: [2000, 60] })).toMatchObject({
      verdict: "breach",
      because: "tilt_above_materiality",
    });
    expect(judge({ partner: [20_000, 24] })).toMatchObject({
      verdict: "watch",
      because: "deviations_not_surely_material",
    });
    expect(judge({ partner: [20_000, 24], share: 0.01 }).verdict).toBe("kept");
  });

  it("is a watch where equals all go one way", () => {
    expect(judge({ partner: [20_000, 0], tied: [400, 204] }).verdict).toBe("kept");
    expect(judge({ partner: [20_000, 0], tied: [400, 400] })).toMatchObject({
      verdict: "watch",
      because: "ties_lean",
    });
  });
});
