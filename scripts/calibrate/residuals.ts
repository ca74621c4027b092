import { overdispersion } from "../../lib/neutrality/stats/deflator";
import type { ClusterSums } from "./centred";

/** Sums by cluster of what was chosen less what was expected, and phi of them. */
export class Residuals {
  readonly #residuals: Float64Array;
  readonly #variances: Float64Array;
  #squares = 0;
  #v = 0;

  constructor(clusters: number) {
    this.#residuals = new Float64Array(clusters);
    this.#variances = new Float64Array(clusters);
  }

  observe(cluster: number, residual: number, variance: number): void {
    const before = this.#residuals[cluster] ?? 0;
    this.#residuals[cluster] = before + residual;
    this.#variances[cluster] = (this.#variances[cluster] ?? 0) + variance;
    this.#squares += (2 * before + residual) * residual;
    this.#v += variance;
  }

  phi(): number {
    return overdispersion(this.#squares, this.#v);
  }

  /** The sums as they are now. */
  sums(): ClusterSums {
    return { residuals: this.#residuals.slice(), variances: this.#variances.slice() };
  }
}
