import { type Deflation, overdispersion } from "../../lib/neutrality/stats/deflator";
import type { FitFailure } from "../../lib/neutrality/stats/logit";
import type { Cell } from "../../lib/neutrality/stats/table";
import { COVARIATES, type Decision } from "./candidates";
import type { ClusterSums } from "./centred";
import { Choices, type Fitted, utilities } from "./choices";
import { CellSums } from "./table";

const SIZE = COVARIATES.length;
const MOST_CANDIDATES = 64;

/** What a look finds when it estimates b from all decisions so far, and q and its slope with that b. */
export type Look = {
  cells: Cell[];
  /** All days' bins together, and their focal choices. */
  pooled: Cell | null;
  deflation: Deflation;
  fit: Fitted;
  /** x - q and q (1 - q) by tenant. */
  tenants: ClusterSums;
};

/** Decisions as they come, and what the baseline `partner_revealed` makes of them. */
export class Estimation {
  readonly #partners: Choices;
  readonly #tenants: number;
  /** Tested decisions: candidates' covariates, ours first. */
  readonly #z: number[] = [];
  readonly #from: number[] = [0];
  readonly #focals: number[] = [];
  readonly #won: number[] = [];
  readonly #tenant: number[] = [];
  readonly #day: number[] = [];
  #warm: readonly number[] | undefined;

  constructor(tenants: number) {
    this.#tenants = tenants;
    this.#partners = new Choices(COVARIATES, tenants);
  }

  add({ day, tenant, candidates, chosen }: Decision): void {
    const winner = candidates[chosen];
    const partners = candidates.filter(({ model }) => !model.focal);
    const own = candidates.filter(({ model }) => model.focal);
    if (winner && !winner.model.focal && partners.length >= 2)
      this.#partners.add(
        partners.map(({ z }) => z),
        partners.indexOf(winner),
        tenant,
      );
    if (own.length === 0 || partners.length === 0) return;
    for (const { z } of [...own, ...partners]) for (const value of z) this.#z.push(value);
    this.#from.push((this.#from.at(-1) ?? 0) + candidates.length);
    this.#focals.push(own.length);
    this.#won.push(winner?.model.focal ? 1 : 0);
    this.#tenant.push(tenant);
    this.#day.push(day);
  }

  /** The table of all decisions so far at the coefficients that they give, or why they give none. */
  look(): Look | FitFailure {
    const fit = this.#partners.fit(this.#warm);
    if (typeof fit === "string") return fit;
    this.#warm = fit.coefficients;
    const residuals = new Float64Array(this.#tenants);
    const variances = new Float64Array(this.#tenants);
    const { cells, pooled } = this.#expect(fit.coefficients, { residuals, variances });
    const squares = residuals.reduce((sum, residual) => sum + residual * residual, 0);
    const { inverse_hessian, robust } = fit;
    const phi = overdispersion(squares, pooled?.v ?? 0);
    return {
      cells,
      pooled,
      fit,
      tenants: { residuals, variances },
      deflation: { phi, covariances: new Map([[1, { inverse_hessian, robust }]]) },
    };
  }

  #expect(
    b: readonly number[],
    { residuals, variances }: Record<keyof ClusterSums, Float64Array>,
  ): Pick<Look, "cells" | "pooled"> {
    const [weight, slope] = [new Float64Array(MOST_CANDIDATES), new Float64Array(SIZE)];
    const [today, all] = [new CellSums(SIZE), new CellSums(SIZE)];
    const cells: Cell[] = [];
    for (let at = 0; at < this.#won.length; at += 1) {
      const q = this.#expectOne(at, b, weight, slope);
      const won = this.#won[at] ?? 0;
      today.add(q, won);
      all.add(q, won);
      for (let p = 0; p < SIZE; p += 1) {
        today.slope(p, slope[p] ?? 0);
        all.slope(p, slope[p] ?? 0);
      }
      const tenant = this.#tenant[at] ?? 0;
      residuals[tenant] = (residuals[tenant] ?? 0) + won - q;
      variances[tenant] = (variances[tenant] ?? 0) + q * (1 - q);
      const day = this.#day[at] ?? 0;
      if (this.#day[at + 1] !== day) cells.push(...cellsOf(today.take(day, 1, 1)));
    }
    return { cells, pooled: all.take(0, 1, 1) };
  }

  /** q of a tested decision; `slope` takes its derivative by each coefficient. */
  #expectOne(at: number, b: readonly number[], weight: Float64Array, slope: Float64Array): number {
    const first = this.#from[at] ?? 0;
    const count = (this.#from[at + 1] ?? 0) - first;
    const focals = this.#focals[at] ?? 0;
    const top = utilities(this.#z, first, count, b, weight);
    let [whole, own] = [0, 0];
    for (let j = 0; j < count; j += 1) {
      const w = Math.exp((weight[j] ?? 0) - top);
      weight[j] = w;
      whole += w;
      if (j < focals) own += w;
    }
    const q = own / whole;
    for (let p = 0; p < SIZE; p += 1) {
      let [of_own, of_all] = [0, 0];
      for (let j = 0; j < count; j += 1) {
        const part = (weight[j] ?? 0) * (this.#z[(first + j) * SIZE + p] ?? 0);
        of_all += part;
        if (j < focals) of_own += part;
      }
      slope[p] = (of_own - q * of_all) / whole;
    }
    return q;
  }
}

const cellsOf = (cell: Cell | null): Cell[] => (cell ? [cell] : []);
