import { describe, expect, it } from "vitest";
import { evaluate, robustCovariance } from "../../lib/neutrality/testing/logit-by-hand";
import { COVARIATES, type Decision, simulateDecisions } from "./candidates";
import { Choices } from "./choices";
import { Estimation } from "./estimate";
import { sectionOf } from "./plan";

const { scenario } = sectionOf(301);
if (scenario.kind !== "estimated") throw new Error("Scenario 301 is one with candidates.");
const decisions = [...simulateDecisions(scenario, 1)].slice(0, 800);

/** Choices that a partner won, over two or more partners: what b is learnt from. */
const amongPartners = decisions.flatMap(({ candidates, chosen, tenant }: Decision) => {
  const winner = candidates[chosen];
  const partners = candidates.filter(({ model }) => !model.focal);
  if (!winner || winner.model.focal || partners.length < 2) return [];
  return [{ z: partners.map(({ z }) => [...z]), chosen: partners.indexOf(winner), cluster: String(tenant) }];
});

describe("the logit on simulated choices", () => {
  const choices = new Choices(COVARIATES, scenario.tenants.count);
  for (const { z, chosen, cluster } of amongPartners) choices.add(z, chosen, Number(cluster));

  it("sums what the definitions say", () => {
    const b = [2, -0.4, -0.3];
    const [ours, theirs] = [choices.evaluate(b), evaluate(amongPartners, b)];
    expect(ours.decisions).toBe(theirs.decisions);
    expect(ours.log_likelihood).toBeCloseTo(theirs.log_likelihood, 8);
    for (const [p, value] of ours.gradient.entries()) {
      expect(value).toBeCloseTo(theirs.gradient[p] ?? 0, 8);
      for (const [k, curve] of (ours.information[p] ?? []).entries())
        expect(curve).toBeCloseTo(theirs.information[p]?.[k] ?? 0, 8);
    }
  });

  it("finds a maximum and its covariance robust to tenants", () => {
    const fit = choices.fit();
    if (typeof fit === "string") throw new Error(fit);
    for (const value of evaluate(amongPartners, fit.coefficients).gradient)
      expect(Math.abs(value)).toBeLessThan(1e-6);
    const robust = robustCovariance(amongPartners, fit);
    for (const [p, row] of fit.robust.entries())
      for (const [k, value] of row.entries()) expect(value / (robust[p]?.[k] ?? 0)).toBeCloseTo(1, 8);
    expect(choices.fit(fit.coefficients)).toMatchObject({
      coefficients: fit.coefficients.map((value) => expect.closeTo(value, 8)),
    });
  });
});

describe("the baseline on simulated decisions", () => {
  const estimation = new Estimation(scenario.tenants.count);
  for (const decision of decisions) estimation.add(decision);
  const look = estimation.look();
  if (typeof look === "string") throw new Error(look);

  /** q of a decision at coefficients, straight from the definition; null where one side alone stands to choose. */
  const expected = ({ candidates }: Decision, b: readonly number[]): number | null => {
    const weights = candidates.map(({ z }) =>
      Math.exp(z.reduce((sum, value, p) => sum + value * (b[p] ?? 0), 0)),
    );
    const all = weights.reduce((sum, weight) => sum + weight, 0);
    const own = weights.reduce((sum, weight, at) => sum + (candidates[at]?.model.focal ? weight : 0), 0);
    return own === 0 || own === all ? null : own / all;
  };
  const sumAt = (b: readonly number[]) => decisions.reduce((sum, one) => sum + (expected(one, b) ?? 0), 0);

  it("expects what its coefficients say", () => {
    const q = look.cells.reduce((sum, cell) => sum + cell.q, 0);
    expect(q).toBeCloseTo(sumAt(look.fit.coefficients), 8);
    expect(look.cells.reduce((sum, { n }) => sum + n, 0)).toBe(
      decisions.filter((one) => expected(one, look.fit.coefficients) !== null).length,
    );
  });

  it("knows how q moves with each coefficient", () => {
    for (const [p, slope] of (look.pooled?.dq ?? []).entries()) {
      const shifted = (by: number) => look.fit.coefficients.map((value, k) => (k === p ? value + by : value));
      expect(slope).toBeCloseTo((sumAt(shifted(1e-5)) - sumAt(shifted(-1e-5))) / 2e-5, 4);
    }
    expect(look.pooled?.dq).toHaveLength(3);
  });

  it("counts phi by tenant", () => {
    const sums = new Map<number, number>();
    let v = 0;
    for (const one of decisions) {
      const q = expected(one, look.fit.coefficients);
      if (q === null) continue;
      const won = one.candidates[one.chosen]?.model.focal ? 1 : 0;
      sums.set(one.tenant, (sums.get(one.tenant) ?? 0) + won - q);
      v += q * (1 - q);
    }
    const squares = [...sums.values()].reduce((sum, value) => sum + value * value, 0);
    expect(look.deflation.phi).toBeCloseTo(Math.max(1, squares / v), 9);
  });
});
