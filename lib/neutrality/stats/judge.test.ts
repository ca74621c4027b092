import { describe, expect, it } from "vitest";
import {
  A,
  bruteEta,
  bruteTerms,
  type Decision,
  DEFLATION as deflation,
  makeDecisions,
  toCells,
  total,
} from "../testing/brute-evidence";
import { STEPS } from "./evidence";
import { type JudgeInput, judgeTable } from "./judge";
import { listStarts } from "./starts";
import { type Cell, exactBin } from "./table";

const ask = (decisions: readonly Decision[], over: Partial<JudgeInput> = {}): JudgeInput => ({
  cells: toCells(decisions),
  starts: listStarts([12], Math.max(...decisions.map(({ day }) => day))),
  deflation,
  alpha: 0.01,
  theta_m: Math.log(1.05),
  sign: 1,
  in_force_days: [0],
  coverage: 1,
  unattributed: 0,
  failures: [],
  guards: () => [],
  ...over,
});

const DAYS = Array.from({ length: 30 }, (_, day) => day).filter((day) => day !== 3 && day !== 14);

describe("against a computation from the definitions", () => {
  const tilted = makeDecisions(DAYS, 12, 1.4);
  const neutral = makeDecisions(DAYS, 99, 0);
  const less = makeDecisions(DAYS, 20, -1.6);

  it.each([
    ["tilted", tilted, 1],
    ["neutral", neutral, 1],
    ["less", less, -1],
    ["less, asked for", less, 1],
  ] as const)("%s: evidence, peak, deflator", (_, decisions, sign) => {
    const input = ask(decisions, { sign });
    const judged = judgeTable(input);
    const material = sign * input.theta_m;
    const last = Math.max(...DAYS);
    expect(judged.log_e_material).toBeCloseTo(
      Math.log(total(bruteTerms(decisions, input, last, material, sign))),
      9,
    );
    expect(judged.log_e_zero).toBeCloseTo(Math.log(total(bruteTerms(decisions, input, last, 0, sign))), 9);
    expect(judged.eta).toBeCloseTo(bruteEta(decisions, deflation), 12);
    const by_day = DAYS.map((day) => ({ day, e: total(bruteTerms(decisions, input, day, material, sign)) }));
    const top = by_day.reduce((best, one) => (one.e > best.e ? one : best));
    expect(judged.peak?.day).toBe(top.day);
    expect(judged.peak?.log_e).toBeCloseTo(Math.log(top.e), 9);
  });

  it("dates a tilt by the start with the largest term", () => {
    const input = ask(tilted);
    const judged = judgeTable(input);
    const terms = bruteTerms(tilted, input, 29, input.theta_m, 1);
    const top = terms.reduce((best, one) => (one.e > best.e ? one : best));
    expect(judged.verdict).toBe("breach");
    expect(judged.onset).toMatchObject({ day: top.day, policy: true });
    expect(top.day).toBe(12);
  });

  it("bounds the tilt where the evidence crosses 2/alpha", () => {
    const input = ask(neutral);
    const { lower, upper } = judgeTable(input).interval;
    const single = { ...input, starts: [{ day: 0, weight: 1, policy: true }] };
    const at = (theta0: number | null, sign: number) =>
      total(bruteTerms(neutral, single, 29, theta0 ?? Number.NaN, sign));
    expect(at(lower, 1) / 200).toBeCloseTo(1, 6);
    expect(at(upper, -1) / 200).toBeCloseTo(1, 6);
  });

  it("says how many more decisions like these reach the threshold", () => {
    const decisions = makeDecisions(DAYS, 0, 0.32);
    const strict: Partial<JudgeInput> = { alpha: 1e-9 };
    const judged = judgeTable(ask(decisions, strict));
    const more = judged.needed ?? Number.NaN;
    expect(more).toBeGreaterThan(0);
    // Evidence of the best step alone grows in proportion: add exactly so many and it stands at the threshold.
    const x = decisions.reduce((sum, one) => sum + one.x, 0);
    const gains = STEPS.map(
      (step) =>
        judged.eta * (step * x - (A(decisions, Math.log(1.05) + step) - A(decisions, Math.log(1.05)))),
    );
    const single = ask(decisions, { ...strict, starts: [{ day: 0, weight: 1, policy: true }] });
    const now = Math.log(total(bruteTerms(decisions, single, 29, Math.log(1.05), 1)));
    expect(now + (more / decisions.length) * Math.max(...gains)).toBeCloseTo(Math.log(1e9), 6);
  });

  it("counts towards `kept` when the tilt found is not material", () => {
    const level = makeDecisions(DAYS, 0, -0.15);
    const judged = judgeTable(ask(level));
    expect(judged.tilt).toBeLessThan(Math.log(1.05));
    expect(judged.needed).toBeGreaterThan(0);
    const q = level.reduce((sum, one) => sum + one.q, 0);
    const x = level.reduce((sum, one) => sum + one.x, 0);
    const theta_m = Math.log(1.05);
    const rate = Math.max(
      ...STEPS.map(
        (step) => judged.eta * (-step * Math.min(x, q) - (A(level, theta_m - step) - A(level, theta_m))),
      ),
    );
    const single = ask(level, { starts: [{ day: 0, weight: 1, policy: true }] });
    const now = Math.log(total(bruteTerms(level, single, 29, theta_m, -1)));
    expect(judged.needed).toBeCloseTo((level.length * Math.max(0, Math.log(200) - now)) / rate, 4);
  });
});

describe("the same question from the other side", () => {
  it("mirrors: x to 1 - x and q to 1 - q turn `for` into `against`", () => {
    const decisions = makeDecisions(DAYS, 12, 0.5);
    const turned = decisions.map((one) => ({
      ...one,
      q: 1 - one.q,
      x: 1 - one.x,
      dq: one.dq.map((value) => -value),
    }));
    const cells = toCells(decisions);
    const mirror: Cell[] = cells.map((cell) => ({
      ...cell,
      bins: cell.bins.map((bin) => exactBin(bin.n, 1 - bin.low)),
      x: cell.n - cell.x,
      q: cell.n - cell.q,
      dq: cell.dq.map((value) => -value),
    }));
    const a = judgeTable(ask(decisions));
    const b = judgeTable({ ...ask(turned), cells: mirror, sign: -1 });
    expect(b.log_e_material).toBeCloseTo(a.log_e_material, 9);
    expect(b.log_e_zero).toBeCloseTo(a.log_e_zero, 9);
    expect(b.interval.lower).toBeCloseTo(-(a.interval.upper ?? Number.NaN), 8);
    expect(b.interval.upper).toBeCloseTo(-(a.interval.lower ?? Number.NaN), 8);
    expect(b.tilt).toBeCloseTo(-(a.tilt ?? Number.NaN), 9);
    expect(b.needed).toBeCloseTo(a.needed ?? Number.NaN, 5);
    expect([b.verdict, b.onset?.day]).toEqual([a.verdict, a.onset?.day]);
  });
});
