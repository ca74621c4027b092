import { describe, expect, it } from "vitest";
import { pickDiverse } from "./pick";

const row = (stratum: number, chosen: number, day: number) => ({ stratum, chosen, day });

describe("pickDiverse", () => {
  it("takes the first, then what is unlike it", () => {
    const rows = [row(1, 1, 1), row(1, 1, 2), row(1, 2, 1), row(2, 1, 1), row(2, 2, 5)];
    expect(pickDiverse(rows, 3)).toEqual([row(1, 1, 1), row(2, 2, 5), row(1, 1, 2)]);
  });

  it("takes all there are, each once, and the same every time", () => {
    const rows = Array.from({ length: 6 }, (_, at) => row(1, 1, at));
    expect(pickDiverse(rows, 10)).toEqual(rows);
    expect(pickDiverse([], 10)).toEqual([]);
  });
});
