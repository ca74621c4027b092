import { beforeAll, describe, expect, it } from "vitest";
import { withActor } from "@/lib/db/server";
import { testActor } from "@/lib/testing/actors";
import { insertDecisions } from "@/lib/testing/decisions";
import { readHarmSums } from "../beside/harm-sql";
import { readPlacebos } from "../beside/placebo-sql";
import { readContext } from "../context";
import { NeutralityQuery } from "../index";
import type { Matrix } from "../stats/linear";
import { beginNewton, type NewtonState } from "../stats/logit";
import { chooseClusters, readSurroundings, residualSquares } from "../store/calibration";
import { evaluateFits, scoreProducts, surveyFits } from "../store/fits";
import { evaluateJointly } from "../store/joint";
import { KINDS } from "../store/joint-sql";
import { coefficientNames } from "../store/logit-sql";
import { samplesOf } from "../store/prepared";
import { readScores } from "../store/scores";
import { readCells, readRanges, readSupport, readTested } from "../store/tested-scan";
import { seedRegister } from "../testing/seed";
import { simulate } from "../testing/simulate";
import { fitJointly, standingFits } from "./fit-logits";
import { byKind, partOf, takeLastSteps } from "./newton";
import { type Prepared, withPreparedWindow } from "./prepare-window";

const query = NeutralityQuery.parse({ from: "2026-05-01", to: "2026-06-01" });
const prepared = <T>(work: (prepared: Prepared) => Promise<T>): Promise<T> =>
  withActor(testActor("compliance"), (tx) => readContext(tx, query)).then((context) =>
    withPreparedWindow(query, context, {}, work),
  );

const near = (value: unknown, expected: unknown, relative: number): void => {
  if (Array.isArray(expected)) {
    expect(value).toHaveLength(expected.length);
    for (const [index, one] of expected.entries()) near((value as unknown[])[index], one, relative);
  } else if (typeof expected === "number")
    expect(Math.abs(Number(value) - expected)).toBeLessThanOrEqual(relative * (1 + Math.abs(expected)));
};

beforeAll(async () => {
  await seedRegister();
  for (const [router, tenants] of [
    ["main", 60],
    // Decisions without a tenant are one cluster each.
    ["other", 0],
  ] as const)
    await insertDecisions(
      simulate({
        router,
        seed: 77,
        days: 25,
        per_day: 480,
        models: ["nova-lite", "nova-pro", "claude-haiku", "gpt-mini", "llama-large", "mistral-mid"],
        from: "2026-05-01",
        tenants,
      }),
    );
});

const nowhere = { baseline: new Map(), full: new Map() };
const none = { baseline: new Set<number>(), full: new Set<number>() };

/** Matrices of errors: each element against the errors of its row and column. */
const alike = (
  value: Matrix | null | undefined,
  expected: Matrix | null | undefined,
  relative: number,
): void => {
  const error = (p: number) => Math.sqrt(expected?.[p]?.[p] ?? 0);
  expect(value).toHaveLength(expected?.length ?? -1);
  for (const [i, row] of (expected ?? []).entries())
    for (const [j, one] of row.entries())
      expect(Math.abs((value?.[i]?.[j] ?? Number.NaN) - one)).toBeLessThanOrEqual(
        relative * error(i) * error(j),
      );
};

describe("fits begun from samples", () => {
  it.each([
    ["small ones", (table: string) => samplesOf(table)],
    // As near as samples can come: two scans of all decisions are enough.
    ["ones that are all there is", (table: string) => ({ small: table, large: table })],
  ])("agree with those begun from nothing, to 1e-9: %s", (_, of) =>
    prepared(async ({ design }) => {
      const clusters = chooseClusters(await readSurroundings(design));
      const cold = await fitJointly({ ...design, sample: null }, clusters, none);
      const warm = await fitJointly({ ...design, sample: of(design.table) }, clusters, none);
      for (const kind of KINDS) {
        const found = standingFits(warm[kind]);
        expect(found.size).toBe(2);
        for (const [number, fit] of standingFits(cold[kind])) {
          const { coefficients, inverse_hessian, robust, log_likelihood, decisions } =
            found.get(number) ?? {};
          expect(decisions).toBe(fit.decisions);
          near(coefficients, fit.coefficients, 1e-10);
          near(log_likelihood, fit.log_likelihood, 1e-12);
          alike(inverse_hessian, fit.inverse_hessian, 1e-9);
          alike(robust, fit.robust, 1e-9);
        }
      }
      near(warm.residual_squares, cold.residual_squares, 1e-9);
    }),
  );

  it("are none where too few choices inform them, samples or not", () =>
    prepared(async ({ design }) => {
      const clusters = chooseClusters(await readSurroundings(design));
      const table = `(SELECT * FROM ${design.table} WHERE day = 0 AND slice >= 2 LIMIT 30)`;
      const found = await fitJointly({ ...design, table, sample: samplesOf(table) }, clusters, none);
      for (const kind of KINDS)
        expect([...found[kind].values()]).toEqual([
          { reason: "too_few_partner_choices" },
          { reason: "too_few_partner_choices" },
        ]);
      expect(found.residual_squares).toBe(0);
    }));

  it("take their last steps by scans of all decisions only where samples have brought them near", () =>
    prepared(async ({ design }) => {
      const clusters = chooseClusters(await readSurroundings(design));
      const table = partOf(design, design.table);
      const cold = await fitJointly({ ...design, sample: null }, clusters, none);
      const begin = async (off: number) => {
        const states = byKind(() => new Map<number, NewtonState>());
        for (const kind of KINDS)
          for (const [number, survey] of await surveyFits(table, kind, [1, 2])) {
            const maximum = standingFits(cold[kind]).get(number)?.coefficients ?? [];
            const warm = maximum.map((value) => value + off);
            states[kind].set(
              number,
              beginNewton(coefficientNames(kind, design.covariates), survey, { warm }),
            );
          }
        return states;
      };
      expect(
        await takeLastSteps(table, table, clusters, { states: await begin(0.5), meanwhile: () => undefined }),
      ).toBeNull();
      const found = await takeLastSteps(table, table, clusters, {
        states: await begin(1e-3),
        meanwhile: () => undefined,
      });
      expect(found?.scores.moves).toBe(true);
      await found?.information;
    }));
});

const b = new Map([
  [1, [2.5, -0.6, -0.4]],
  [2, [3.2, -0.8, -0.6]],
]);
const at = { baseline: b, full: new Map([...b].map(([fit, rest]) => [fit, [0.1, ...rest]] as const)) };

describe("both kinds of model in one scan", () => {
  it("give what each gives by itself", () =>
    prepared(async ({ design }) => {
      const clusters = chooseClusters(await readSurroundings(design));
      expect(clusters).toEqual({ by: "tenant", count: 60 });
      const joint = await evaluateJointly(design, at);
      const scores = await readScores(design, at, clusters);
      const found_middles = scores.middles(nowhere);
      for (const kind of KINDS) {
        const apart = await evaluateFits(design, kind, at[kind]);
        const middles = await scoreProducts(design, kind, at[kind], clusters);
        expect([...apart.keys(), ...middles.keys()].sort()).toEqual([1, 1, 2, 2]);
        for (const fit of [1, 2]) {
          const { decisions, log_likelihood, gradient, information } = apart.get(fit) ?? {};
          expect(joint[kind].get(fit)?.decisions).toBe(decisions);
          for (const found of [joint[kind].get(fit), scores.sums[kind].get(fit)]) {
            near(found?.log_likelihood, log_likelihood, 1e-12);
            near(found?.gradient, gradient, 1e-9);
            near(found?.information, information, 1e-9);
          }
          near(found_middles[kind].get(fit), middles.get(fit), 1e-9);
        }
      }
      near(scores.residual_squares(nowhere), await residualSquares(design, b, clusters), 1e-9);
      expect(scores.far).toBe(false);
    }));

  it("tell scores beside the coefficients where they were read", () =>
    prepared(async ({ design }) => {
      const clusters = chooseClusters(await readSurroundings(design));
      const size = 1e-6;
      const beside = byKind(
        (kind) =>
          new Map(
            [...at[kind]].map(
              ([fit, values]) => [fit, values.map((value, p) => value + (p % 2 ? size : -size))] as const,
            ),
          ),
      );
      const shifts = byKind(
        (kind) =>
          new Map(
            [...at[kind]].map(
              ([fit, values]) => [fit, values.map((_, p) => (p % 2 ? -size : size))] as const,
            ),
          ),
      );
      const [here, there] = [
        await readScores(design, at, clusters),
        await readScores(design, beside, clusters),
      ];
      expect([here.moves, there.moves]).toEqual([true, true]);
      const [told, moved, unmoved] = [here.middles(nowhere), there.middles(shifts), there.middles(nowhere)];
      for (const kind of KINDS)
        for (const fit of [1, 2]) {
          alike(moved[kind].get(fit), told[kind].get(fit), 1e-9);
          expect(() => alike(unmoved[kind].get(fit), told[kind].get(fit), 1e-8)).toThrow();
        }
      near(there.residual_squares(shifts), here.residual_squares(nowhere), 1e-10);
    }));

  it("reduce clusters in the engine where they are many, to the same", () =>
    prepared(async ({ design }) => {
      const clusters = chooseClusters(await readSurroundings(design));
      const one_by_one = await readScores(design, at, clusters);
      const reduced = await readScores(design, at, { ...clusters, count: 1e6 });
      expect([one_by_one.moves, reduced.moves]).toEqual([true, false]);
      for (const kind of KINDS)
        for (const fit of [1, 2]) {
          alike(reduced.middles(nowhere)[kind].get(fit), one_by_one.middles(nowhere)[kind].get(fit), 1e-9);
          expect(reduced.sums[kind].get(fit)?.decisions).toBe(one_by_one.sums[kind].get(fit)?.decisions);
        }
      near(reduced.residual_squares(nowhere), one_by_one.residual_squares(nowhere), 1e-10);
    }));

  it("take from the tested decisions in one scan what separate ones give", () =>
    prepared(async ({ design }) => {
      const clusters = chooseClusters(await readSurroundings(design));
      const cells = await readCells(design, b);
      const ranges = await readRanges(design, b.keys());
      const sums = { cost_usd: 0, quality: 0 };
      for (const name of ["cost_usd", "quality"] as const) {
        const { fits } = await readHarmSums(name, design, b, clusters);
        const n = fits.reduce((sum, fit) => sum + fit.n, 0);
        const gone = fits.reduce((sum, fit) => sum + fit.actual - fit.expected, 0);
        sums[name] = name === "quality" ? gone / n : gone;
      }
      for (const quick of [true, false]) {
        const tested = await readTested(design, b, ranges, { quick });
        expect(tested.cells.map(({ n, x }) => [n, x])).toEqual(cells.map(({ n, x }) => [n, x]));
        for (const [index, { q, v, dq }] of cells.entries())
          near([tested.cells[index]?.q, tested.cells[index]?.v, tested.cells[index]?.dq], [q, v, dq], 1e-9);
        expect(tested.support).toBe(await readSupport(design, b));
        near(tested.harm.cost_usd, sums.cost_usd, 1e-11);
        near(tested.harm.quality, sums.quality, 1e-11);
      }
    }));

  it("tell placebos of few owners as of many, quickly as with care", () =>
    prepared(async ({ design }) => {
      const read = async (how: { quick?: boolean; few?: number }) =>
        (await readPlacebos(design, b, [0, 10], how)).cells.map((cell) => ({
          ...cell,
          bins: [...cell.bins].sort((one, other) => one.key - other.key),
        }));
      const told = await read({ few: 0 });
      expect(told.length).toBeGreaterThan(4);
      for (const how of [{}, { quick: true }, { quick: true, few: 0 }]) {
        const found = await read(how);
        expect(
          found.map(({ span, owner, bins }) => [span, owner, bins.map(({ n, sum_x }) => [n, sum_x])]),
        ).toEqual(told.map(({ span, owner, bins }) => [span, owner, bins.map(({ n, sum_x }) => [n, sum_x])]));
        for (const [index, { v }] of told.entries()) near(found[index]?.v, v, 1e-9);
      }
    }));

  it("read the calibration table quickly as with care", () =>
    prepared(async ({ design }) => {
      const [quick, careful] = [await readCells(design, b, { quick: true }), await readCells(design, b)];
      expect(quick.map(({ day, stratum, fit, n, x }) => [day, stratum, fit, n, x])).toEqual(
        careful.map(({ day, stratum, fit, n, x }) => [day, stratum, fit, n, x]),
      );
      expect(careful.length).toBeGreaterThan(50);
      for (const [index, { q, v, dq }] of careful.entries())
        near([quick[index]?.q, quick[index]?.v, quick[index]?.dq], [q, v, dq], 1e-9);
    }));

  it("ask again with care where e^u overflows", () =>
    prepared(async ({ design }) => {
      const clusters = chooseClusters(await readSurroundings(design));
      const far = new Map([...b].map(([fit, values]) => [fit, values.map((value) => value * 2000)]));
      const apart = await evaluateFits(design, "baseline", far);
      const joint = await evaluateJointly(design, { baseline: far, full: new Map() });
      const scores = await readScores(design, { baseline: far, full: new Map() }, clusters);
      expect(scores.far).toBe(true);
      expect(apart.size).toBe(2);
      for (const fit of [1, 2]) {
        expect(apart.get(fit)?.log_likelihood).toBeLessThan(-1e5);
        expect(joint.baseline.get(fit)).toEqual(apart.get(fit));
        expect(scores.sums.baseline.get(fit)).toEqual(apart.get(fit));
      }
      near(scores.residual_squares(nowhere), await residualSquares(design, far, clusters), 1e-9);
    }));
});
