import { beforeAll, describe, expect, it } from "vitest";
import { testActor } from "@/lib/testing/actors";
import { insertDecisions, type TestDecision } from "@/lib/testing/decisions";
import { type Beside, type Neutrality, NeutralityQuery } from "../index";
import { assess, readBeside } from "../server";
import { cholesky, invertCholesky, quadraticForm } from "../stats/linear";
import { normalQuantile } from "../stats/normal";
import { type Choice, evaluate, robustCovariance } from "../testing/logit-by-hand";
import { seedRegister } from "../testing/seed";
import { seeded, simulate } from "../testing/simulate";

// The figures once more from single decisions, without engine, tables or bins' sums.
const random = seeded(5);
const decisions = simulate({
  router: "main",
  seed: 61,
  days: 20,
  per_day: 80,
  tenants: 60,
  models: [
    "nova-lite",
    "nova-pro",
    "claude-haiku",
    "claude-sonnet",
    "gpt-mini",
    "llama-large",
    "mistral-mid",
  ],
  from: "2026-05-01",
  tilt: (model) => (model.startsWith("nova") ? 0.3 : 0),
}).map((one): TestDecision => {
  const quality = one.candidates?.find(({ model }) => model === one.chosen_model)?.quality ?? 0;
  return random() < 0.7 ? { ...one, outcome_score: Math.round(100 * quality * random()) / 100 } : one;
});

const own = (model: string) => model.startsWith("nova");
type Candidate = NonNullable<TestDecision["candidates"]>[number];
const zOf = ({ quality = 0, cost_usd = 1, latency_ms = 0 }: Candidate) => [
  quality,
  Math.log(cost_usd),
  latency_ms / 1000,
];
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const near = (actual: number | null | undefined, expected: number, digits = 9) =>
  expect(Math.abs((actual ?? Number.NaN) - expected)).toBeLessThanOrEqual(
    10 ** -digits * Math.max(1, Math.abs(expected)),
  );

let neutrality: Neutrality;
let answer: Beside;
let b: number[];

type Weighed = { one: TestDecision; candidates: readonly Candidate[]; p: number[]; q: number };
const weigh = (one: TestDecision, candidates: readonly Candidate[]): Weighed => {
  const weights = candidates.map((each) => Math.exp(sum(zOf(each).map((z, k) => z * (b[k] ?? 0)))));
  const p = weights.map((weight) => weight / sum(weights));
  return { one, candidates, p, q: sum(candidates.map(({ model }, j) => (own(model) ? (p[j] ?? 0) : 0))) };
};
const tested = () =>
  decisions.flatMap((one) => {
    const { candidates = [] } = one;
    return new Set(candidates.map(({ model }) => own(model))).size === 2 ? [weigh(one, candidates)] : [];
  });
const chosenOf = ({ candidates = [], chosen_model }: TestDecision): Candidate =>
  candidates.find(({ model }) => model === chosen_model) ?? { model: "" };

beforeAll(async () => {
  await seedRegister();
  await insertDecisions(decisions);
  const query = NeutralityQuery.parse({ from: "2026-05-01", to: "2026-06-01", router: "main" });
  neutrality = await assess(testActor("auditor"), query);
  answer = await readBeside(testActor("auditor"), query);
  b = neutrality.baseline_model?.coefficients.map(({ estimate }) => estimate) ?? [];
});

it("harm", () => {
  const of = (value: (candidate: Candidate) => number) =>
    tested().map(({ one, candidates, p }) => {
      const mean = sum(candidates.map((each, j) => (p[j] ?? 0) * value(each)));
      const variance = sum(candidates.map((each, j) => (p[j] ?? 0) * (value(each) - mean) ** 2));
      return { got: value(chosenOf(one)), mean, variance, tenant: one.tenant };
    });
  const cost = of(({ cost_usd = 0 }) => cost_usd);
  const quality = of(({ quality: told = 0 }) => told);
  const n = cost.length;
  near(neutrality.harm.cost_usd, sum(cost.map(({ got, mean }) => got - mean)));
  near(neutrality.harm.quality, sum(quality.map(({ got, mean }) => got - mean)) / n);
  expect(answer.harm.cost_usd?.decisions).toBe(n);
  near(answer.harm.cost_usd?.actual, sum(cost.map(({ got }) => got)));
  near(answer.harm.quality?.expected, sum(quality.map(({ mean }) => mean)) / n);
  near(answer.harm.quality?.difference, neutrality.harm.quality ?? Number.NaN, 12);
  // The interval: variance under neutrality, dependence within tenants, and the estimate of b.
  const v = sum(quality.map(({ variance }) => variance));
  const tenants = [...new Set(quality.map(({ tenant }) => tenant))];
  const squares = tenants.map(
    (tenant) => sum(quality.filter((one) => one.tenant === tenant).map(({ got, mean }) => got - mean)) ** 2,
  );
  const slopes = b.map((_, k) => {
    const at = (step: number) => {
      const kept = b;
      b = b.map((value, p) => (p === k ? value + step : value));
      const moved = sum(of(({ quality: told = 0 }) => told).map(({ mean }) => mean));
      b = kept;
      return moved;
    };
    return (at(1e-4) - at(-1e-4)) / 2e-4;
  });
  const variance = Math.max(v, sum(squares)) + costOfEstimate(slopes);
  const half = ((answer.harm.quality?.upper ?? 0) - (answer.harm.quality?.lower ?? 0)) / 2;
  near(half / ((normalQuantile(0.995) * Math.sqrt(variance)) / n), 1, 6);
});

/** G' S G with the covariance of the coefficients from single choices. */
function costOfEstimate(slopes: readonly number[]): number {
  const choices = decisions.flatMap(({ candidates = [], chosen_model, tenant = "" }): Choice[] => {
    const partners = candidates.filter(({ model }) => !own(model));
    const chosen = partners.findIndex(({ model }) => model === chosen_model);
    return chosen === -1 || partners.length < 2 ? [] : [{ z: partners.map(zOf), chosen, cluster: tenant }];
  });
  const factored = cholesky(evaluate(choices, b).information);
  if ("singular" in factored) throw new Error("singular");
  const inverse_hessian = invertCholesky(factored.factor);
  const robust = robustCovariance(choices, { coefficients: b, inverse_hessian });
  return Math.max(quadraticForm(inverse_hessian, slopes), quadraticForm(robust, slopes));
}

it("near ties", () => {
  const best = (candidates: readonly Candidate[], side: boolean) =>
    Math.max(...candidates.filter(({ model }) => own(model) === side).map(({ quality = 0 }) => quality));
  const ties = tested().filter(
    ({ candidates }) => Math.abs(best(candidates, true) - best(candidates, false)) <= 0.02,
  );
  expect(ties.length).toBeGreaterThan(20);
  expect(answer.near_ties).toMatchObject({ decisions: ties.length, declared: 0 });
  near(answer.near_ties.observed, ties.filter(({ one }) => own(one.chosen_model)).length / ties.length);
  near(answer.near_ties.expected, sum(ties.map(({ q }) => q)) / ties.length);
});

const owner = (model: string) => model.split("-")[0] ?? "";

it("a placebo", () => {
  const rows = decisions.flatMap((one) => {
    const partners = (one.candidates ?? []).filter(({ model }) => !own(model));
    if (own(one.chosen_model) || new Set(partners.map(({ model }) => owner(model))).size < 2) return [];
    const { p } = weigh(one, partners);
    const q = sum(partners.map(({ model }, j) => (owner(model) === "claude" ? (p[j] ?? 0) : 0)));
    return partners.some(({ model }) => owner(model) === "claude")
      ? [{ q, x: Number(owner(one.chosen_model) === "claude") }]
      : [];
  });
  const found = answer.placebo.partners.find(({ key }) => key === "anthropic");
  expect(found?.decisions).toBe(rows.length);
  near(found?.observed, sum(rows.map(({ x }) => x)) / rows.length);
  near(found?.expected, sum(rows.map(({ q }) => q)) / rows.length);
  // The tilt solves X = A'(theta); bins of 1/128 move it by little.
  const theta = found?.log_odds ?? Number.NaN;
  const tilted = sum(rows.map(({ q }) => (q * Math.exp(theta)) / (1 - q + q * Math.exp(theta))));
  expect(Math.abs(tilted - sum(rows.map(({ x }) => x)))).toBeLessThan(0.01);
});

/** Least squares on the side with an effect for each cell, and its error by clusters, from the definitions. */
function withinCells(rows: readonly { cell: string; side: number; y: number; cluster: string }[]) {
  const cells = [...new Set(rows.map(({ cell }) => cell))].flatMap((cell) => {
    const inside = rows.filter((row) => row.cell === cell);
    const mean = (of: (row: (typeof rows)[number]) => number) => sum(inside.map(of)) / inside.length;
    const [x, y] = [mean(({ side }) => side), mean((row) => row.y)];
    return x > 0 && x < 1 ? [inside.map((row) => ({ ...row, dx: row.side - x, dy: row.y - y }))] : [];
  });
  const all = cells.flat();
  const sxx = sum(all.map(({ dx }) => dx * dx));
  const slope = sum(all.map(({ dx, dy }) => dx * dy)) / sxx;
  const clusters = [...new Set(all.map(({ cluster }) => cluster))];
  const squares = clusters.map(
    (cluster) =>
      sum(all.filter((row) => row.cluster === cluster).map(({ dx, dy }) => dx * (dy - slope * dx))) ** 2,
  );
  const factor = (clusters.length / (clusters.length - 1)) * (all.length / (all.length - cells.length - 1));
  return { slope, error: (Math.sqrt(sum(squares)) / sxx) * Math.sqrt(factor), n: all.length };
}

describe("outcomes", () => {
  const bin = (value: number) => Math.min(31, Math.floor(32 * value));
  it("at the same expected probability", () => {
    const rows = tested().flatMap(({ one, q }) =>
      one.outcome_score === undefined
        ? []
        : [
            {
              cell: `${one.task} ${bin(q)}`,
              side: Number(own(one.chosen_model)),
              y: one.outcome_score,
              predicted: chosenOf(one).quality ?? 0,
              cluster: one.tenant ?? "",
            },
          ],
    );
    const expected = withinCells(rows);
    expect(answer.outcome_test).toMatchObject({
      outcome: "score",
      decisions: neutrality.usable,
      with_outcome: rows.length,
      compared: expected.n,
    });
    near(answer.outcome_test.difference, expected.slope);
    near(answer.outcome_test.upper, expected.slope + normalQuantile(0.995) * expected.error);
    near(
      answer.outcome_test.predicted,
      withinCells(rows.map(({ predicted, ...row }) => ({ ...row, y: predicted }))).slope,
    );
    near(
      sum(answer.outcome_test.bins.map(({ focal, others }) => focal.decisions + others.decisions)),
      rows.length,
    );
  });

  it("at the same predicted quality, also of each partner among partners", () => {
    const told = decisions.filter(({ outcome_score }) => outcome_score !== undefined);
    const rows = told.map((one) => {
      const p = chosenOf(one).quality ?? 0;
      return {
        task: one.task,
        p,
        y: one.outcome_score ?? 0,
        who: owner(one.chosen_model),
        tenant: one.tenant ?? "",
      };
    });
    const groups = [...new Set(rows.map(({ task, who }) => `${task} ${who}`))].map((name) =>
      rows.filter(({ task, who }) => `${task} ${who}` === name),
    );
    const centred = groups.flatMap((group) => {
      const mean = (of: (row: (typeof rows)[number]) => number) => sum(group.map(of)) / group.length;
      return group.map(({ p, y }) => [p - mean((row) => row.p), y - mean((row) => row.y)] as const);
    });
    const slope = sum(centred.map(([p, y]) => p * y)) / sum(centred.map(([p]) => p * p));
    near(answer.score_honesty.slope.estimate, slope);
    const compare = (some: typeof rows, side: (who: string) => boolean) =>
      withinCells(
        some.map(({ task, p, y, who, tenant }) => ({
          cell: `${task} ${bin(p)}`,
          side: Number(side(who)),
          y: y - slope * (p - (bin(p) + 0.5) / 32),
          cluster: tenant,
        })),
      );
    const all = compare(rows, (who) => who === "nova");
    near(answer.score_honesty.difference, all.slope);
    near(answer.score_honesty.lower, all.slope - normalQuantile(0.995) * all.error);
    const partner = compare(
      rows.filter(({ who }) => who !== "nova"),
      (who) => who === "gpt",
    );
    const found = answer.score_honesty.by_partner.find(({ key }) => key === "openai");
    near(found?.difference, partner.slope);
    near(found?.upper, partner.slope + normalQuantile(0.995) * partner.error);
    const gpt = rows.filter(({ who }) => who === "gpt");
    expect(found?.decisions).toBe(gpt.length);
    near(found?.outcome, sum(gpt.map(({ y }) => y)) / gpt.length);
    near(found?.predicted, sum(gpt.map(({ p }) => p)) / gpt.length);
  });
});
