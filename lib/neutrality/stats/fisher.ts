import type { Arms } from "./arms";
import { coefficientsOf, NODES, POINTS, valueAt } from "./chebyshev";
import { sumTerms } from "./fisher-sums";

/**
 * A(theta) = sum over tables of K(theta) - K(0), where K(theta) = ln sum over u of C(n_a, u) C(n_b, m - u) e^(theta u) and
 * m = x_a + x_b: the log-partition function of Fisher's non-central hypergeometric law of x_a, given the margins.
 */
export function fisherPartition(tables: readonly Arms[], theta: number): number {
  const number = Math.round(theta / WIDTH);
  return valueAt(pieceOf(tables, number).partition, theta - WIDTH * number);
}

/** A'(theta): the mean of the sum of x_a given the margins, when production multiplies the odds by e^theta. */
export function fisherMean(tables: readonly Arms[], theta: number): number {
  const number = Math.round(theta / WIDTH);
  return valueAt(pieceOf(tables, number).mean, theta - WIDTH * number);
}

/**
 * Both functions over one unit of theta to either side of a multiple of `WIDTH`, as polynomials. The weights are a
 * polynomial in e^theta whose roots are all real and negative (Fisher's law is a sum of independent choices), so that K is
 * analytic up to pi from the real line, and 20 points give every value to the last digits. Pieces of tables add up: a
 * table is summed at twenty thetas of each piece that is met, and a thousand tables cost what one does from then on.
 */
type Piece = { partition: Float64Array; mean: Float64Array };

const WIDTH = 2;
// Of a table the values at the nodes, of several their sum's coefficients.
const of_table = new WeakMap<Arms, Map<number, Piece>>();
const of_tables = new WeakMap<readonly Arms[], Map<number, Piece>>();

function remember<K extends WeakKey>(
  known: WeakMap<K, Map<number, Piece>>,
  key: K,
  number: number,
  make: () => Piece,
): Piece {
  const pieces = known.get(key) ?? new Map<number, Piece>();
  const piece = pieces.get(number) ?? make();
  pieces.set(number, piece);
  known.set(key, pieces);
  return piece;
}

const pieceOf = (tables: readonly Arms[], number: number): Piece =>
  remember(of_tables, tables, number, () => {
    const sum = { partition: new Float64Array(POINTS), mean: new Float64Array(POINTS) };
    for (const arms of tables) {
      const { partition, mean } = remember(of_table, arms, number, () => sumAtNodes(arms, number));
      for (let k = 0; k < POINTS; k += 1) {
        sum.partition[k] = (sum.partition[k] ?? 0) + (partition[k] ?? 0);
        sum.mean[k] = (sum.mean[k] ?? 0) + (mean[k] ?? 0);
      }
    }
    return { partition: coefficientsOf(sum.partition), mean: coefficientsOf(sum.mean) };
  });

function sumAtNodes(arms: Arms, number: number): Piece {
  const values = { partition: new Float64Array(POINTS), mean: new Float64Array(POINTS) };
  const from = sumTerms(arms, 0).log_sum;
  for (const [k, node] of NODES.entries()) {
    const { log_sum, mean } = sumTerms(arms, WIDTH * number + node);
    values.partition[k] = log_sum - from;
    values.mean[k] = mean;
  }
  return values;
}
