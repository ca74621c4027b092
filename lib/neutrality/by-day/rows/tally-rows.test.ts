import { expect, it } from "vitest";
import type { Covariate } from "../../schema";
import { newCandidates } from "./candidates";
import type { NumberedPart } from "./number-day";
import { addComparable, filled, letGo, newComparable } from "./tally-rows";

const COVARIATES: Covariate[] = ["quality", "log_cost"];
const ROWS = 40;

/** A day whose log names no candidates: policies supply them, and room for them is made on the way. */
const bareDay = () =>
  ({
    at: Uint32Array.from({ length: ROWS }, (_, row) => row),
    columns: { models: { items: { at: new Uint8Array() } } },
  }) as unknown as NumberedPart;

function fill(): Float64Array {
  const found = newComparable(bareDay(), COVARIATES);
  for (let row = 0; row < ROWS; row += 1) {
    const candidates = newCandidates();
    Object.assign(candidates, { count: 3, at: 1 });
    candidates.figures.quality.set([row, row + 1, row + 2]);
    candidates.figures.log_cost.set([1, 2, 4]);
    addComparable(found, row, 1, candidates, COVARIATES);
  }
  const { apart, ends } = filled(found);
  expect(ends.at(-1)).toBe(3 * ROWS);
  const figures = apart.slice(0, 3 * ROWS * COVARIATES.length);
  letGo([found]);
  return figures;
}

it("makes room for candidates that policies supply, whatever served the day before", () => {
  const first = fill();
  expect([...first.subarray(0, 6)]).toEqual([-1, -1, 0, 0, 1, 2]);
  // From the second day on what was let go is used again: it is longer than what the day begins with.
  for (let day = 0; day < 4; day += 1) expect(fill()).toEqual(first);
});
