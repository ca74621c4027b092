import { beforeAll, describe, expect, it } from "vitest";
import { ZodError } from "zod";
import { withActor } from "@/lib/db/server";
import { testActor } from "@/lib/testing/actors";
import { insertDecisions, type TestDecision } from "@/lib/testing/decisions";
import { fitJointly, standingFits } from "../baselines/fit-logits";
import { type Tested, withTested } from "../baselines/partner-revealed";
import { readPlacebos } from "../beside/placebo-sql";
import { readContext } from "../context";
import { NeutralityQuery } from "../index";
import type { Cell } from "../stats/table";
import { ALL_MODELS } from "../testing/models";
import { seedRegister } from "../testing/seed";
import { simulate } from "../testing/simulate";
import { chooseClusters, readSurroundings } from "./calibration";
import { samplesOf } from "./prepared";
import { readCells, readRanges, readSupport, readTested } from "./tested-scan";

const query = (router: string) =>
  NeutralityQuery.parse({ from: "2026-05-01", to: "2026-06-01", router, baseline: "partner_revealed" });

/** The test of one router's decisions on a table of arrays, or of columns for each candidate. */
const tested = async <T>(
  router: string,
  flat: boolean,
  work: (tested: Tested) => Promise<T>,
  looked: { looked_at?: number } = {},
): Promise<T> => {
  const context = await withActor(testActor("compliance"), (tx) => readContext(tx, query(router)));
  return withTested(query(router), context, { ...(flat ? { flat_from: 0 } : {}), ...looked }, (found) => {
    expect(found.design.width === undefined).toBe(!flat);
    return work(found);
  });
};

const near = (value: unknown, expected: unknown, relative: number): void => {
  if (Array.isArray(expected)) {
    expect(value).toHaveLength(expected.length);
    for (const [index, one] of expected.entries()) near((value as unknown[])[index], one, relative);
  } else if (typeof expected === "number")
    expect(Math.abs(Number(value) - expected)).toBeLessThanOrEqual(relative * (1 + Math.abs(expected)));
  else expect(value).toEqual(expected);
};

const placed = (cells: readonly Cell[]) =>
  cells.map(({ day, stratum, fit, n, x, bins }) => ({
    place: [day, stratum, fit, n, x],
    bins: bins.map((bin) => [bin.key, bin.n, bin.sum_x]).sort(([a = 0], [b = 0]) => a - b),
  }));
const sums = (cells: readonly Cell[]) => cells.map(({ q, v, dq }) => [q, v, ...dq]);

const day = (router: string, index: number): Partial<TestDecision> => ({
  router,
  decision_id: `${router}-${index}`,
});

/** Among them decisions with a candidate that is barred, one that is there twice, one that nobody owns, and lacking figures. */
function spoil(one: TestDecision, index: number): TestDecision {
  const { candidates = [], chosen_model } = one;
  const others = candidates.filter(({ model }) => model !== chosen_model);
  const [first] = others;
  if (!first) return one;
  const edit = (figures: object) =>
    candidates.map((candidate) => (candidate === first ? { ...candidate, ...figures } : candidate));
  if (index % 37 === 1) return { ...one, candidates: edit({ eligible: false }) };
  if (index % 37 === 2) return { ...one, candidates: [...candidates, { ...first, cost_usd: 0.5 }] };
  if (index % 37 === 3) return { ...one, candidates: edit({ model: "nobodys" }) };
  if (index % 37 === 4) return { ...one, candidates: edit({ quality: Number.NaN }) };
  if (index % 37 === 5) return { ...one, candidates: edit({ cost_usd: 0 }) };
  if (index % 37 === 6) return { ...one, candidates: others };
  if (index % 37 === 7) return { ...one, candidates: [] };
  return one;
}

beforeAll(async () => {
  await seedRegister();
  const made = (router: string, tenants: number) =>
    simulate({
      ...{
        router,
        seed: 91,
        days: 20,
        per_day: 200,
        models: ALL_MODELS.slice(0, 7),
        from: "2026-05-01",
        tenants,
      },
      policy_version: (at) => (at < 9 ? "v1" : "v2"),
      tilt: (model) => (model.startsWith("nova") ? 0.6 : 0),
    });
  await insertDecisions([
    ...made("main", 60),
    ...made("other", 0).map(spoil),
    ...made("far", 60).map((one, index) => ({
      ...one,
      ...day("far", index),
      candidates: (one.candidates ?? []).map((candidate) =>
        index === 500 && candidate.model !== one.chosen_model
          ? { ...candidate, latency_ms: 1e12 }
          : candidate,
      ),
    })),
  ]);
});

describe.each(["main", "other", "far"])("Candidates in columns of their own (%s)", (router) => {
  it("tell the same as in arrays", async () => {
    const told = await tested(router, false, async (found) => found);
    const flat = await tested(router, true, async (found) => found);
    expect(flat.measured.counts).toEqual(told.measured.counts);
    expect(flat.surroundings.owners.sort()).toEqual(told.surroundings.owners.sort());
    expect(flat.clusters).toEqual(told.clusters);
    expect(flat.measured.fits.map(({ reason }) => reason)).toEqual([null, null]);
    expect(placed(flat.measured.cells)).toEqual(placed(told.measured.cells));
    near(sums(flat.measured.cells), sums(told.measured.cells), 1e-9);
    for (const kind of ["baseline", "full"] as const)
      for (const [fit, { coefficients, robust, log_likelihood }] of standingFits(told[kind])) {
        const found = standingFits(flat[kind]).get(fit);
        near([found?.coefficients, found?.robust], [coefficients, robust], 1e-9);
        near(found?.log_likelihood, log_likelihood, 1e-12);
      }
    near(flat.measured.residual_squares, told.measured.residual_squares, 1e-9);
    near(Object.values(flat.measured.harm ?? {}), Object.values(told.measured.harm ?? {}), 1e-9);
    near(flat.measured.support, told.measured.support, 0);
  });

  it("are fitted from samples, and are asked with care, as arrays are", () =>
    tested(router, true, async ({ design, coefficients: b, baseline }) => {
      const clusters = chooseClusters(await readSurroundings(design));
      const none = { baseline: new Set<number>(), full: new Set<number>() };
      const warm = await fitJointly({ ...design, sample: samplesOf(design.table) }, clusters, none);
      for (const [fit, { coefficients }] of standingFits(baseline))
        near(standingFits(warm.baseline).get(fit)?.coefficients, coefficients, 1e-9);
      const ranges = await readRanges(design, b.keys());
      const [careful, sparse] = [
        await readTested(design, b, ranges),
        await readTested({ ...design, cells: 1e6 }, b, ranges),
      ];
      expect(placed(sparse.cells)).toEqual(placed(careful.cells));
      expect(careful.support).toBe(await readSupport(design, b));
      near(sums(await readCells(design, b)), sums(careful.cells), 1e-12);
      if (router === "far") return;
      const quick = await readTested(design, b, ranges, { quick: true });
      expect(placed(quick.cells)).toEqual(placed(careful.cells));
      near(Object.values(quick.harm ?? {}), Object.values(careful.harm ?? {}), 1e-9);
      const told = await readPlacebos(design, b, [0, 10]);
      for (const how of [{ quick: true }, { few: 1 }, { quick: true, few: 1 }]) {
        const found = await readPlacebos(design, b, [0, 10], how);
        near(
          found.cells.map(({ span, owner, v }) => [span, owner, v]),
          told.cells.map(({ span, owner, v }) => [span, owner, v]),
          1e-9,
        );
      }
    }));
});

it.each([true, false])(
  "are sorted out where nobody saw beforehand that they have to be (flat: %s)",
  async (flat) => {
    const figures = ({ measured }: Tested) => [measured.counts, placed(measured.cells), measured.support];
    const seen = await tested("other", flat, async (found) => figures(found));
    expect(await tested("other", flat, async (found) => figures(found), { looked_at: 0 })).toEqual(seen);
  },
);

it("are told with care where e^u overflows", () =>
  tested("main", true, async ({ design, coefficients }) => {
    const b = new Map([...coefficients].map(([fit, values]) => [fit, values.map((value) => value * 2000)]));
    await expect(readCells(design, b, { quick: true })).rejects.toThrow(ZodError);
    const read = async (how: { quick?: boolean }) =>
      (await readPlacebos(design, b, [0, 10], how)).cells.map(({ span, owner, bins, v }) => [
        ...[span, owner, v],
        ...bins.map(({ n }) => n),
      ]);
    const told = await read({});
    expect(told.length).toBeGreaterThan(4);
    near(await read({ quick: true }), told, 1e-9);
  }));
