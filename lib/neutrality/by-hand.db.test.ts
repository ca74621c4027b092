import { beforeAll, expect, it } from "vitest";
import { testActor } from "@/lib/testing/actors";
import { insertDecisions, type TestDecision } from "@/lib/testing/decisions";
import { type Neutrality, NeutralityQuery } from "./index";
import { assess } from "./server";
import { STEP_WEIGHTS, STEPS } from "./stats/evidence";
import { cholesky, invertCholesky, quadraticForm } from "./stats/linear";
import { listStarts } from "./stats/starts";
import { type Choice, evaluate, robustCovariance } from "./testing/logit-by-hand";
import { seedRegister } from "./testing/seed";
import { simulate } from "./testing/simulate";

// From single decisions to the verdict's figures once more, without engine, table, bins or running sums.
const DAYS = 20;
const decisions = simulate({
  router: "main",
  seed: 31,
  days: DAYS,
  per_day: 60,
  models: ["nova-lite", "nova-pro", "claude-haiku", "gpt-mini", "llama-large", "mistral-mid"],
  from: "2026-05-01",
  policy_version: (day) => (day < 9 ? "v1" : "v2"),
  tilt: (model, day) => (model.startsWith("nova") && day >= 9 ? 0.4 : 0),
});

const own = (model: string) => model.startsWith("nova");
const zOf = ({
  quality = 0,
  cost_usd = 1,
  latency_ms = 0,
}: NonNullable<TestDecision["candidates"]>[number]) => [quality, Math.log(cost_usd), latency_ms / 1000];

function partnerChoices(version: string): Choice[] {
  return decisions.flatMap(({ candidates = [], chosen_model, tenant = "", policy_version }) => {
    const partners = candidates.filter(({ model }) => !own(model));
    const chosen = partners.findIndex(({ model }) => model === chosen_model);
    if (policy_version !== version || chosen === -1 || partners.length < 2) return [];
    return [{ z: partners.map(zOf), chosen, cluster: tenant }];
  });
}

type Row = { day: number; version: string; tenant: string; q: number; x: number; dq: number[] };

function rowOf(
  { candidates = [], chosen_model, occurred_at, tenant = "", policy_version = "" }: TestDecision,
  b: number[],
): Row[] {
  const weights = candidates.map((one) => Math.exp(zOf(one).reduce((sum, z, p) => sum + z * (b[p] ?? 0), 0)));
  const all = weights.reduce((sum, w) => sum + w, 0);
  const mean = (keep: (model: string) => boolean, p: number) =>
    candidates.reduce(
      (sum, one, j) => sum + (keep(one.model) ? ((weights[j] ?? 0) / all) * (zOf(one)[p] ?? 0) : 0),
      0,
    );
  const q = candidates.reduce((sum, { model }, j) => sum + (own(model) ? (weights[j] ?? 0) / all : 0), 0);
  if (new Set(candidates.map(({ model }) => own(model))).size < 2) return [];
  const dq = [0, 1, 2].map((p) => mean(own, p) - q * mean(() => true, p));
  const day = Number(occurred_at.slice(8, 10)) - 1;
  return [{ day, version: policy_version, tenant, q, x: Number(own(chosen_model)), dq }];
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const near = (actual: number | null, expected: number, relative: number) =>
  expect(Math.abs((actual ?? Number.NaN) / expected - 1)).toBeLessThanOrEqual(relative);

let answer: Neutrality;
let rows: Row[];
let covariances: Map<string, { inverse_hessian: number[][]; robust: number[][] }>;

beforeAll(async () => {
  await seedRegister();
  await insertDecisions(decisions);
  answer = await assess(
    testActor("auditor"),
    NeutralityQuery.parse({ from: "2026-05-01", to: "2026-06-01", router: "main" }),
  );
  const coefficients = new Map(
    answer.fits.map(({ policy_version, baseline_model }) => [
      policy_version ?? "",
      (baseline_model?.coefficients ?? []).map(({ estimate }) => estimate),
    ]),
  );
  rows = decisions.flatMap((one) => rowOf(one, coefficients.get(one.policy_version ?? "") ?? []));
  covariances = new Map(
    [...coefficients].map(([version, b]) => {
      const choices = partnerChoices(version);
      const factored = cholesky(evaluate(choices, b).information);
      if ("singular" in factored) throw new Error("singular");
      const inverse_hessian = invertCholesky(factored.factor);
      return [
        version,
        { inverse_hessian, robust: robustCovariance(choices, { coefficients: b, inverse_hessian }) },
      ];
    }),
  );
});

const vOf = (some: readonly Row[]) => sum(some.map(({ q }) => q * (1 - q)));
const gsgOf = (some: readonly Row[]) =>
  sum(
    [...covariances].map(([version, { inverse_hessian, robust }]) => {
      const of_version = some.filter((row) => row.version === version);
      const g = [0, 1, 2].map((p) => sum(of_version.map(({ dq }) => dq[p] ?? 0)));
      return Math.max(quadraticForm(inverse_hessian, g), quadraticForm(robust, g));
    }),
  );
const phiOf = () => {
  const tenants = [...new Set(rows.map(({ tenant }) => tenant))];
  const squares = tenants.map(
    (tenant) => sum(rows.filter((row) => row.tenant === tenant).map(({ x, q }) => x - q)) ** 2,
  );
  return Math.max(1, sum(squares) / vOf(rows));
};

it("the coefficients are at a maximum", () => {
  for (const { policy_version, baseline_model } of answer.fits) {
    const b = baseline_model?.coefficients.map(({ estimate }) => estimate) ?? [];
    const { gradient, log_likelihood } = evaluate(partnerChoices(policy_version ?? ""), b);
    for (const slope of gradient) expect(Math.abs(slope)).toBeLessThan(1e-6);
    near(baseline_model?.log_likelihood ?? null, log_likelihood, 1e-9);
  }
});

it("observed, expected, V, phi, r and eta", () => {
  expect(answer.usable).toBe(rows.length);
  expect(answer.observed.focal).toBe(sum(rows.map(({ x }) => x)));
  near(answer.expected.focal, sum(rows.map(({ q }) => q)), 1e-9);
  const [v, gsg, phi] = [vOf(rows), gsgOf(rows), phiOf()];
  near(answer.phi, phi, 1e-9);
  near(answer.r, gsg / v, 1e-6);
  near(answer.eta, v / (phi * v + gsg), 1e-6);
});

it("the evidence, but for the width of a bin, which never adds to it", () => {
  const theta0 = Math.log(1.05);
  const A = (some: readonly Row[], theta: number) =>
    sum(some.map(({ q }) => Math.log(1 - q + q * Math.exp(theta))));
  const phi = phiOf();
  const terms = listStarts([0, 9], DAYS - 1).map(({ day, weight }) => {
    const some = rows.filter((row) => row.day >= day);
    const x = sum(some.map((row) => row.x));
    const eta = vOf(some) / (phi * vOf(some) + gsgOf(some));
    const mixture = STEPS.map((step, d) => {
      const gain = step * x - (A(some, theta0 + step) - A(some, theta0));
      return (STEP_WEIGHTS[d] ?? 0) * Math.exp(eta * gain);
    });
    return weight * sum(mixture);
  });
  const exact = Math.log(sum(terms));
  expect(answer.log_e_value).toBeLessThanOrEqual(exact + 1e-9);
  expect(exact - (answer.log_e_value ?? 0)).toBeLessThan(1e-3);
});

it("the calibration by bin", () => {
  for (const { bin, decisions: n, expected, observed } of answer.calibration) {
    const inside = rows.filter(({ q }) => Math.min(511, Math.floor(512 * q)) === bin);
    expect(inside.length).toBe(n);
    near(expected, sum(inside.map(({ q }) => q)) / n, 1e-9);
    expect(observed).toBeCloseTo(sum(inside.map(({ x }) => x)) / n, 12);
  }
});
