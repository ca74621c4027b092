import { beforeAll, describe, expect, it } from "vitest";
import { withActor } from "@/lib/db/server";
import { testActor } from "@/lib/testing/actors";
import { insertDecisions } from "@/lib/testing/decisions";
import { readContext } from "../context";
import { NeutralityQuery } from "../index";
import { chooseClusters, readCells, readSurroundings, residualSquares } from "../store/calibration";
import { evaluateFits, scoreProducts } from "../store/fits";
import { evaluateJointly, readScores } from "../store/joint";
import { KINDS } from "../store/joint-sql";
import { prepareSample } from "../store/prepared";
import { seedRegister } from "../testing/seed";
import { simulate } from "../testing/simulate";
import { fitJointly, standingFits } from "./fit-logits";
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

const none = { baseline: new Set<number>(), full: new Set<number>() };

describe("fits begun from a sample", () => {
  it("agree with those begun from nothing, to 1e-9", () =>
    prepared(async ({ design }) => {
      const clusters = chooseClusters(await readSurroundings(design));
      const cold = await fitJointly(design, clusters, none);
      const warm = await fitJointly({ ...design, sample: await prepareSample(design.table) }, clusters, none);
      for (const kind of KINDS) {
        const found = standingFits(warm[kind]);
        expect(found.size).toBe(2);
        for (const [number, fit] of standingFits(cold[kind])) {
          const { coefficients, inverse_hessian, robust, log_likelihood, decisions } =
            found.get(number) ?? {};
          expect(decisions).toBe(fit.decisions);
          near(coefficients, fit.coefficients, 1e-9);
          near(log_likelihood, fit.log_likelihood, 1e-12);
          near(inverse_hessian, fit.inverse_hessian, 1e-9);
          near(robust, fit.robust, 1e-9);
        }
      }
      near(warm.residual_squares, cold.residual_squares, 1e-9);
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
          near(scores.middles[kind].get(fit), middles.get(fit), 1e-9);
        }
      }
      near(scores.residual_squares, await residualSquares(design, b, clusters), 1e-9);
      expect(scores.far).toBe(false);
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
      near(scores.residual_squares, await residualSquares(design, far, clusters), 1e-9);
    }));
});
