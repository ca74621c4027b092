/** A square matrix by rows. */
export type Matrix = readonly (readonly number[])[];

const at = (matrix: Matrix, row: number, column: number): number => matrix[row]?.[column] ?? 0;

/** The symmetric matrix whose upper triangle, by rows, is given. */
export function fromUpperTriangle(values: readonly number[], size: number): number[][] {
  const matrix = Array.from({ length: size }, () => Array.from({ length: size }, () => 0));
  let next = 0;
  for (let row = 0; row < size; row += 1)
    for (let column = row; column < size; column += 1) {
      const value = values[next] ?? 0;
      next += 1;
      (matrix[row] as number[])[column] = value;
      (matrix[column] as number[])[row] = value;
    }
  return matrix;
}

export type Cholesky = { factor: Matrix } | { singular: number };

/**
 * Lower factor of a symmetric positive definite matrix; else the first column that earlier columns explain: its
 * pivot is not above `tolerance` times its diagonal.
 */
export function cholesky(matrix: Matrix, tolerance = 1e-12): Cholesky {
  const factor: number[][] = [];
  for (let row = 0; row < matrix.length; row += 1) {
    const line: number[] = [];
    for (let column = 0; column < row; column += 1) {
      const other = factor[column] ?? [];
      line.push((at(matrix, row, column) - partialDot(line, other, column)) / (other[column] ?? 1));
    }
    const diagonal = at(matrix, row, row);
    const pivot = diagonal - partialDot(line, line, row);
    if (!(pivot > tolerance * diagonal && diagonal > 0)) return { singular: row };
    line.push(Math.sqrt(pivot));
    factor.push(line);
  }
  return { factor };
}

function partialDot(a: readonly number[], b: readonly number[], length: number): number {
  let sum = 0;
  for (let i = 0; i < length; i += 1) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

/** Solves L L' x = b. */
export function solveCholesky(factor: Matrix, b: readonly number[]): number[] {
  const size = factor.length;
  const forward: number[] = [];
  for (let row = 0; row < size; row += 1)
    forward.push(((b[row] ?? 0) - partialDot(factor[row] ?? [], forward, row)) / at(factor, row, row));
  const x = forward.slice();
  for (let row = size - 1; row >= 0; row -= 1) {
    let sum = x[row] ?? 0;
    for (let below = row + 1; below < size; below += 1) sum -= at(factor, below, row) * (x[below] ?? 0);
    x[row] = sum / at(factor, row, row);
  }
  return x;
}

/** Inverse from the Cholesky factor; symmetric to the last bit. */
export function invertCholesky(factor: Matrix): number[][] {
  const size = factor.length;
  const columns = Array.from({ length: size }, (_, column) =>
    solveCholesky(
      factor,
      Array.from({ length: size }, (_, row) => (row === column ? 1 : 0)),
    ),
  );
  return columns.map((values, row) => values.map((value, column) => (value + at(columns, column, row)) / 2));
}

/** a' M a. */
export function quadraticForm(matrix: Matrix, a: readonly number[]): number {
  // Of fits made one after the other most have no part in a span of days.
  const places: number[] = [];
  for (let place = 0; place < matrix.length; place += 1) if ((a[place] ?? 0) !== 0) places.push(place);
  let sum = 0;
  for (const row of places) {
    const [left, values] = [a[row] ?? 0, matrix[row] ?? []];
    for (const column of places) sum += left * (values[column] ?? 0) * (a[column] ?? 0);
  }
  return sum;
}

/** A B A for symmetric A: the covariance with clusters (a sandwich) where A is the inverse Hessian. */
export function sandwich(a: Matrix, b: Matrix): number[][] {
  const multiply = (left: Matrix, right: Matrix): number[][] =>
    left.map((row) =>
      right.map((_, column) => row.reduce((sum, value, k) => sum + value * at(right, k, column), 0)),
    );
  return multiply(multiply(a, b), a);
}
