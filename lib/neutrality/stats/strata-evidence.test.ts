import { describe, expect, it } from "vitest";
import {
  bruteTerms,
  type Decision,
  DEFLATION as deflation,
  makeDecisions,
  toCells,
  total,
} from "../testing/brute-evidence";
import { NO_DEFLATION } from "./deflator";
import { selectByEvidence } from "./e-bh";
import { type JudgeInput, judgeTable } from "./judge";
import { listStarts } from "./starts";
import type { Cell } from "./table";

const DAYS = Array.from({ length: 24 }, (_, day) => day).filter((day) => day !== 5 && day !== 16);
const LAST = 23;
const THETA_M = Math.log(1.05);
/** Three strata with data, one that has none, and all others. */
const STRATA = 5;
const SILENT = 3;
const OTHER = 4;

/** A fourth of the decisions each, but that the second stratum is quiet from day 15 on. */
const place = (decisions: readonly Decision[]): Decision[] =>
  decisions.map((one, index) => {
    const stratum = [0, 1, 2, OTHER][index % 4] ?? OTHER;
    return { ...one, stratum: stratum === 1 && one.day >= 15 ? OTHER : stratum };
  });

const apart = (cells: readonly Cell[], strata = STRATA): Cell[][] =>
  Array.from({ length: strata }, (_, k) => cells.filter(({ stratum }) => stratum === k));

function ask(decisions: readonly Decision[], over: Partial<JudgeInput> = {}): JudgeInput {
  const cells = toCells(decisions);
  return {
    ...{ cells, strata: apart(cells), starts: listStarts([12], LAST), deflation },
    ...{ alpha: 0.01, theta_m: THETA_M, sign: 1, in_force_days: [0], coverage: 1, unattributed: 0 },
    ...{ failures: [], guards: () => [] },
    ...over,
  };
}

/** ln E of a stratum up to a day, from its decisions. */
function bruteStratum(all: readonly Decision[], k: number, input: JudgeInput, t: number, theta0: number) {
  const own = all.filter(({ stratum, day }) => stratum === k && day <= t);
  if (own.length === 0) return 1;
  const last = Math.max(...own.map(({ day }) => day));
  return total(bruteTerms(own, input, last, theta0, input.sign));
}

function bruteMixture(all: readonly Decision[], input: JudgeInput, t: number, theta0: number): number {
  const strata = Array.from({ length: STRATA }, (_, k) => bruteStratum(all, k, input, t, theta0));
  const mean = strata.reduce((sum, e) => sum + e, 0) / STRATA;
  return 0.9 * total(bruteTerms(all, input, t, theta0, input.sign)) + 0.1 * mean;
}

describe("evidence mixed with that of fixed strata, against a computation from the definitions", () => {
  const neutral = place(makeDecisions(DAYS, 99, 0));
  const tilted = place(makeDecisions(DAYS, 12, 1.2));
  const less = place(makeDecisions(DAYS, 12, -1.2));

  it.each([
    ["neutral", neutral, 1],
    ["tilted", tilted, 1],
    ["less", less, -1],
    ["less, asked for", less, 1],
  ] as const)("%s: evidence of both nulls, of each stratum, and the peak", (_, decisions, sign) => {
    const input = ask(decisions, { sign });
    const judged = judgeTable(input);
    const material = sign * THETA_M;
    expect(judged.log_e_material).toBeCloseTo(Math.log(bruteMixture(decisions, input, LAST, material)), 9);
    expect(judged.log_e_zero).toBeCloseTo(Math.log(bruteMixture(decisions, input, LAST, 0)), 9);
    const pooled = Math.log(total(bruteTerms(decisions, input, LAST, material, sign)));
    expect(judged.mixed?.log_e_pooled).toBeCloseTo(pooled, 9);
    for (let k = 0; k < STRATA; k += 1)
      expect(judged.mixed?.log_e_strata[k]).toBeCloseTo(
        Math.log(bruteStratum(decisions, k, input, LAST, material)),
        9,
      );
    expect(judged.mixed?.log_e_strata[SILENT]).toBe(0);
    const by_day = DAYS.map((day) => ({ day, e: bruteMixture(decisions, input, day, material) }));
    const top = by_day.reduce((best, one) => (one.e > best.e ? one : best));
    expect(judged.peak?.day).toBe(top.day);
    expect(judged.peak?.log_e).toBeCloseTo(Math.log(top.e), 9);
  });

  it("changes nothing but the evidence, and nothing at all without strata", () => {
    const plain = judgeTable(ask(neutral, { strata: undefined }));
    const { mixed, log_e_material, log_e_zero, peak, onset, ...rest } = judgeTable(ask(neutral));
    expect(plain).toMatchObject(rest);
    expect(plain).not.toHaveProperty("mixed");
    expect(mixed?.log_e_pooled).toBe(plain.log_e_material);
  });

  it("is at least nine tenths of that of all together", () => {
    for (const decisions of [neutral, less, tilted]) {
      const { mixed, log_e_material } = judgeTable(ask(decisions));
      expect(log_e_material).toBeGreaterThanOrEqual(Math.log(0.9) + (mixed?.log_e_pooled ?? Number.NaN));
    }
  });
});

describe("a tilt in one stratum alone", () => {
  // The same choices as ever, but for the third stratum's: tilted from day 8 on.
  const neutral = place(makeDecisions(DAYS, 99, 0));
  const steered = place(makeDecisions(DAYS, 8, 1.9));
  const decisions = neutral.map((one, at) => (one.stratum === 2 ? (steered[at] ?? one) : one));
  const input = ask(decisions, { starts: listStarts([8], LAST), alpha: 0.05 });

  it("is found though all together do not show it, dated and named", () => {
    const together = judgeTable({ ...input, strata: undefined });
    const judged = judgeTable(input);
    expect(together.verdict).not.toBe("breach");
    expect(judged.verdict).toBe("breach");
    expect(judged.onset).toMatchObject({ day: 8, policy: true });
    expect([...selectByEvidence(judged.mixed?.log_e_strata ?? [], 0.05)]).toEqual([2]);
  });

  it("is dated by the start that carries most of the mixture", () => {
    const terms = input.starts.map(({ day }) => {
      const term = (own: readonly Decision[], upto: number) =>
        bruteTerms(own, input, upto, THETA_M, 1).find((one) => one.day === day)?.e ?? 0;
      const strata = Array.from({ length: STRATA }, (_, k) => {
        const own = decisions.filter(({ stratum }) => stratum === k);
        return own.length === 0 ? 0 : term(own, Math.max(...own.map((one) => one.day)));
      });
      return { day, e: 0.9 * term(decisions, LAST) + 0.02 * strata.reduce((sum, e) => sum + e, 0) };
    });
    const top = terms.reduce((best, one) => (one.e > best.e ? one : best));
    expect(judgeTable(input).onset?.day).toBe(top.day);
  });
});

/** A small generator of its own: streams must not repeat. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

describe("false alarms of neutral routers, looked at every day", () => {
  const STREAMS = 150;
  const ALPHA = 0.05;

  /** Whether E(0) ever reaches 1/alpha; four strata of different sizes, one of which begins late. */
  function everReaches(seed: number): boolean {
    const random = randomFrom(seed);
    const decisions = Array.from({ length: 30 }, (_, day) => day).flatMap((day) =>
      Array.from({ length: 24 }, (_, index): Decision => {
        const stratum = index < 12 ? 0 : index < 18 ? 1 : index < 22 || day < 10 ? 2 : 3;
        const q = random() < 0.5 ? 0.25 : 0.5;
        return { day, fit: 0, q, x: random() < q ? 1 : 0, dq: [], stratum };
      }),
    );
    const cells = toCells(decisions).map((cell) => ({ ...cell, dq: [] }));
    const over = { deflation: NO_DEFLATION, theta_m: 0, alpha: ALPHA, starts: listStarts([10], 29) };
    const { peak } = judgeTable(ask([], { cells, strata: apart(cells, 4), ...over }));
    return (peak?.log_e ?? 0) >= Math.log(1 / ALPHA);
  }

  it("are no more than alpha", () => {
    const alarms = Array.from({ length: STREAMS }, (_, n) => everReaches(1000 + n)).filter(Boolean).length;
    // The upper 0.1 % point of a binomial of 150 at 0.05.
    expect(alarms).toBeLessThanOrEqual(17);
  }, 60_000);
});
