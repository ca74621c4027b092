import { describe, expect, it } from "vitest";
import { type Choice, evaluate, outer, plus, robustCovariance, zeros } from "../testing/logit-by-hand";
import { type ClogitDecision, readClogit } from "../testing/read-clogit";
import {
  advanceNewton,
  beginNewton,
  farOut,
  type LogitFit,
  type LogitSurvey,
  type NewtonState,
  trialCoefficients,
} from "./logit";

const NAMES = ["quality", "log_cost", "latency_s"];
function toChoices(decisions: readonly ClogitDecision[], model: "partners" | "full"): Choice[] {
  return decisions.flatMap(({ candidates, tenant }) => {
    const set = model === "full" ? candidates : candidates.filter(({ focal }) => !focal);
    const chosen = set.findIndex((one) => one.chosen);
    if (chosen === -1 || set.length < 2) return [];
    const z = set.map((one) => [
      ...(model === "full" ? [one.focal ? 1 : 0] : []),
      one.quality,
      Math.log(one.price),
      one.latency_ms / 1000,
    ]);
    return [{ z, chosen, cluster: tenant }];
  });
}

function survey(choices: readonly Choice[], size: number): LogitSurvey {
  let products = zeros(size);
  let candidates = 0;
  const ranges: number[][] = Array.from({ length: size }, () => []);
  for (const choice of choices) {
    const first = choice.z[0] ?? [];
    const z = choice.z.map((row) => row.map((value, p) => value - (first[p] ?? 0)));
    candidates += z.length;
    for (const [p, of_covariate] of ranges.entries()) {
      const values = z.map((row) => row[p] ?? 0);
      of_covariate.push(Math.max(...values) - Math.min(...values));
    }
    const mean = Array.from(
      { length: size },
      (_, p) => z.reduce((sum, row) => sum + (row[p] ?? 0), 0) / z.length,
    );
    for (const row of z) products = plus(products, outer(row.map((value, p) => value - (mean[p] ?? 0))));
  }
  const spread = ranges.map((all) => {
    const varied = all.filter((range) => range > 0).sort((a, b) => a - b);
    return varied[Math.floor(varied.length / 2)] ?? Number.NaN;
  });
  return { decisions: choices.length, candidates, products, spread };
}

function run(
  choices: readonly Choice[],
  names = NAMES,
  warm?: number[],
): Exclude<NewtonState, { status: "running" }> {
  let state = beginNewton(names, survey(choices, names.length), { warm });
  while (state.status === "running")
    state = advanceNewton(state, evaluate(choices, trialCoefficients(state)));
  return state;
}

function fitted(choices: readonly Choice[], names = NAMES): LogitFit {
  const state = run(choices, names);
  if (state.status !== "converged") throw new Error(state.reason);
  return state.fit;
}

const near = (actual: number | undefined, expected: number) =>
  expect(Math.abs((actual ?? Number.NaN) - expected)).toBeLessThanOrEqual(1e-6 * Math.abs(expected));

describe("the reference fits of R", () => {
  const visible = readClogit("clogit-visible");

  it("agree between partners", () => {
    const fit = fitted(toChoices(visible, "partners"));
    expect(fit.decisions).toBe(406);
    for (const [p, value] of [4.126661643122, -0.651066683332, -0.975939522741].entries())
      near(fit.coefficients[p], value);
    for (const [p, value] of [0.4387181536341, 0.0991291617467, 0.2131796443691].entries())
      near(Math.sqrt(fit.inverse_hessian[p]?.[p] ?? 0), value);
  });

  it("agree on the full model, its likelihood and its cluster-robust errors", () => {
    const choices = toChoices(visible, "full");
    const fit = fitted(choices, ["focal", ...NAMES]);
    near(fit.log_likelihood, -573.925650342);
    for (const [p, value] of [0.153723210854, 3.934539746492, -0.643637792959, -1.007915194669].entries())
      near(fit.coefficients[p], value);
    for (const [p, value] of [0.117468462062, 0.3823134485545, 0.0608126686952, 0.1830666835464].entries())
      near(Math.sqrt(robustCovariance(choices, fit)[p]?.[p] ?? 0), value);
  });

  it("do not depend on where they begin", () => {
    const choices = toChoices(visible, "partners");
    const far = run(choices, NAMES, [-20, 6, 9]);
    if (far.status !== "converged") throw new Error(far.reason);
    for (const [p, value] of fitted(choices).coefficients.entries()) near(far.fit.coefficients[p], value);
  });
});

describe("a figure that is wrong by powers of ten", () => {
  const choices = toChoices(readClogit("clogit-visible"), "partners");
  const spoil = (latency: number, which: "chosen" | "other") =>
    choices.map((choice, index) => {
      if (index !== 7) return choice;
      const at = which === "chosen" ? choice.chosen : (choice.chosen + 1) % choice.z.length;
      return {
        ...choice,
        z: choice.z.map((row, j) => (j === at ? [row[0] ?? 0, row[1] ?? 0, latency] : row)),
      };
    });
  const plain = fitted(choices);

  it.each([1e4, 1e9])("leaves the fit its scale, and costs no more than its own choice: %s s", (latency) => {
    const spoiled = spoil(latency, "other");
    expect(farOut(survey(spoiled, 3))).toEqual([false, false, true]);
    const fit = run(spoiled, NAMES, [...plain.coefficients]);
    if (fit.status !== "converged") throw new Error(fit.reason);
    // As if the candidate had not been there.
    const without = spoiled.map(({ z, chosen, cluster }) => {
      const kept = z.filter((row) => row[2] !== latency);
      return { z: kept, chosen: kept.indexOf(z[chosen] ?? []), cluster };
    });
    for (const [p, value] of fitted(without).coefficients.entries()) near(fit.fit.coefficients[p], value);
  });

  it("is believed where it was chosen, and all else is estimated still", () => {
    const fit = run(spoil(1e9, "chosen"), NAMES, [...plain.coefficients]);
    if (fit.status !== "converged") throw new Error(fit.reason);
    const [quality = 0, cost = 0, latency = 1] = fit.fit.coefficients;
    expect(Math.abs(latency)).toBeLessThan(1e-6);
    expect(Math.abs(quality - (plain.coefficients[0] ?? 0))).toBeLessThan(0.5);
    expect(Math.abs(cost - (plain.coefficients[1] ?? 0))).toBeLessThan(0.1);
  });

  it("does not change how ordinary choices are measured", () => {
    expect(farOut(survey(choices, 3))).toEqual([false, false, false]);
    const state = beginNewton(NAMES, survey(choices, 3));
    if (state.status !== "running") throw new Error(state.status);
    const { products, candidates } = survey(choices, 3);
    expect(state.scale).toEqual(NAMES.map((_, p) => Math.sqrt((products[p]?.[p] ?? 0) / candidates)));
  });
});

describe("fits that cannot be", () => {
  const choices = toChoices(readClogit("clogit-visible"), "partners");
  const change = (edit: (row: number[]) => number[]) =>
    choices.map((choice) => ({ ...choice, z: choice.z.map(edit) }));

  it("name a covariate that never varies within a set", () => {
    const flat = change(([quality = 0, cost = 0]) => [quality, cost, 0.4]);
    expect(run(flat)).toEqual({ status: "failed", reason: "not_identified: latency_s" });
  });

  it("name a covariate that repeats another", () => {
    const twin = change(([quality = 0, , latency = 0]) => [quality, 3 - 2 * quality, latency]);
    expect(run(twin)).toEqual({ status: "failed", reason: "not_identified: log_cost" });
  });

  it("see a router without noise", () => {
    const best = choices.map((choice) => {
      const quality = choice.z.map((row) => row[0] ?? 0);
      return { ...choice, chosen: quality.indexOf(Math.max(...quality)) };
    });
    expect(run(best)).toEqual({ status: "failed", reason: "separation" });
  });

  it("see that one covariate alone decides among ties of the others", () => {
    // Only one set in two has a cheaper candidate, and it always wins there: quasi-separation by cost.
    const sets = choices.map((choice, index) => {
      const z = choice.z.map(([quality = 0, , latency = 0], j) => [
        quality,
        index % 2 === 0 ? Number(j > 0) : 0,
        latency,
      ]);
      return { ...choice, z, chosen: index % 2 === 0 ? 0 : choice.chosen };
    });
    expect(run(sets)).toEqual({ status: "failed", reason: "separation" });
  });

  it("want 20 choices a coefficient", () => {
    expect(run(choices.slice(0, 59))).toEqual({ status: "failed", reason: "too_few_partner_choices" });
    expect(run(choices.slice(0, 60)).status).toBe("converged");
    expect(run([])).toEqual({ status: "failed", reason: "too_few_partner_choices" });
  });
});
