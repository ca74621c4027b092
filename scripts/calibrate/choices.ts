import { fromUpperTriangle, sandwich } from "../../lib/neutrality/stats/linear";
import {
  advanceNewton,
  beginNewton,
  type FitFailure,
  type LogitFit,
  type LogitSums,
  settleFit,
  trialCoefficients,
} from "../../lib/neutrality/stats/logit";

/** A fit that stands, with its covariance robust to tenants. */
export type Fitted = LogitFit & { robust: number[][] };

/** The longest set of candidates that fits in the working memory of an evaluation. */
const LONGEST = 64;

/**
 * Choices from sets of candidates, in the order in which they were made, and the conditional logit on the first so many
 * of them: the sums that the product reads from its store, for its own Newton-Raphson.
 */
export class Choices {
  readonly #names: readonly string[];
  readonly #z: number[] = [];
  /** Where each choice's candidates begin in units of candidates; one more than choices. */
  readonly #from: number[] = [0];
  readonly #chosen: number[] = [];
  readonly #tenant: number[] = [];
  readonly #scores: Float64Array;
  readonly #products: Float64Array;
  #surveyed = 0;

  constructor(names: readonly string[], tenants: number) {
    this.#names = names;
    this.#scores = new Float64Array(tenants * names.length);
    this.#products = new Float64Array((names.length * (names.length + 1)) / 2);
  }

  get length(): number {
    return this.#chosen.length;
  }

  /** `chosen` is the place of the chosen candidate among `candidates`, each a list of covariates. */
  add(candidates: readonly (readonly number[])[], chosen: number, tenant: number): void {
    for (const covariates of candidates) for (const value of covariates) this.#z.push(value);
    this.#from.push((this.#from.at(-1) ?? 0) + candidates.length);
    this.#chosen.push(chosen);
    this.#tenant.push(tenant);
  }

  /** The fit of all choices so far, from `warm` coefficients. */
  fit(warm?: readonly number[]): Fitted | FitFailure {
    let state = beginNewton(this.#names, this.#survey(), { warm });
    while (state.status === "running") state = advanceNewton(state, this.evaluate(trialCoefficients(state)));
    if (state.status === "failed") return state.reason;
    // What is left of the way, and the scores by tenant at the coefficients that stand.
    const { coefficients } = state.fit;
    const fit = settleFit(coefficients, this.evaluate(coefficients)) ?? state.fit;
    this.evaluate(fit.coefficients);
    return { ...fit, robust: sandwich(fit.inverse_hessian, this.#outerProducts()) };
  }

  /** Log-likelihood, gradient and information at `b`. Leaves every tenant's score behind. */
  evaluate(b: readonly number[]): LogitSums {
    const size = b.length;
    const [z, from, chosen, tenant] = [this.#z, this.#from, this.#chosen, this.#tenant];
    const scores = this.#scores.fill(0);
    const weight = new Float64Array(LONGEST);
    const mean = new Float64Array(size);
    const gradient = new Float64Array(size);
    const curve = new Float64Array((size * (size + 1)) / 2);
    let log_likelihood = 0;
    for (let choice = 0; choice < chosen.length; choice += 1) {
      const first = from[choice] ?? 0;
      const count = (from[choice + 1] ?? 0) - first;
      const top = utilities(z, first, count, b, weight);
      const of_chosen = weight[chosen[choice] ?? 0] ?? 0;
      let whole = 0;
      for (let j = 0; j < count; j += 1) {
        const w = Math.exp((weight[j] ?? 0) - top);
        weight[j] = w;
        whole += w;
      }
      log_likelihood += of_chosen - top - Math.log(whole);
      const base = (first + (chosen[choice] ?? 0)) * size;
      const score = (tenant[choice] ?? 0) * size;
      for (let p = 0; p < size; p += 1) {
        // Less the chosen one's covariates: sums of squares keep their digits.
        let sum = 0;
        for (let j = 0; j < count; j += 1)
          sum += (weight[j] ?? 0) * ((z[(first + j) * size + p] ?? 0) - (z[base + p] ?? 0));
        mean[p] = sum / whole;
        gradient[p] = (gradient[p] ?? 0) - sum / whole;
        scores[score + p] = (scores[score + p] ?? 0) - sum / whole;
      }
      for (let p = 0, at = 0; p < size; p += 1)
        for (let k = p; k < size; k += 1, at += 1) {
          let sum = 0;
          for (let j = 0; j < count; j += 1) {
            const row = (first + j) * size;
            sum +=
              (weight[j] ?? 0) *
              ((z[row + p] ?? 0) - (z[base + p] ?? 0)) *
              ((z[row + k] ?? 0) - (z[base + k] ?? 0));
          }
          curve[at] = (curve[at] ?? 0) + sum / whole - (mean[p] ?? 0) * (mean[k] ?? 0);
        }
    }
    return {
      decisions: chosen.length,
      log_likelihood,
      gradient: [...gradient],
      information: fromUpperTriangle([...curve], size),
    };
  }

  /** Sums of products of the covariates' deviations within each set; what was summed before is not summed again. */
  #survey() {
    const size = this.#names.length;
    for (; this.#surveyed < this.length; this.#surveyed += 1) {
      const first = this.#from[this.#surveyed] ?? 0;
      const count = (this.#from[this.#surveyed + 1] ?? 0) - first;
      const value = (j: number, p: number) => this.#z[(first + j) * size + p] ?? 0;
      const means = this.#names.map((_, p) => {
        let sum = 0;
        for (let j = 0; j < count; j += 1) sum += value(j, p);
        return sum / count;
      });
      for (let p = 0, at = 0; p < size; p += 1)
        for (let k = p; k < size; k += 1, at += 1)
          for (let j = 0; j < count; j += 1)
            this.#products[at] =
              (this.#products[at] ?? 0) + (value(j, p) - (means[p] ?? 0)) * (value(j, k) - (means[k] ?? 0));
    }
    return {
      decisions: this.length,
      candidates: this.#from.at(-1) ?? 0,
      products: fromUpperTriangle([...this.#products], size),
    };
  }

  #outerProducts(): number[][] {
    const size = this.#names.length;
    const sum = Array.from({ length: size }, () => Array.from({ length: size }, () => 0));
    for (let row = 0; row < this.#scores.length; row += size)
      for (const [p, line] of sum.entries())
        for (let k = 0; k < size; k += 1)
          line[k] = (line[k] ?? 0) + (this.#scores[row + p] ?? 0) * (this.#scores[row + k] ?? 0);
    return sum;
  }
}

/** Utilities of a set's candidates into `out`; the largest of them. */
export function utilities(
  z: readonly number[],
  first: number,
  count: number,
  b: readonly number[],
  out: Float64Array,
): number {
  let top = -Infinity;
  for (let j = 0; j < count; j += 1) {
    let utility = 0;
    for (let p = 0; p < b.length; p += 1) utility += (z[(first + j) * b.length + p] ?? 0) * (b[p] ?? 0);
    out[j] = utility;
    if (utility > top) top = utility;
  }
  return top;
}
