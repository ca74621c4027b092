import { describe, expect, it } from "vitest";
import { type Decision, DEFLATION as deflation, makeDecisions, toCells } from "../testing/brute-evidence";
import { deflateCells } from "./deflator";
import { tiltInterval } from "./interval";
import { seenFrom } from "./seen";
import { listStarts } from "./starts";
import { poolBins, sumCells } from "./table";

const DAYS = Array.from({ length: 30 }, (_, day) => day);
// Mirrored, what leans away from the focus is soon ruled out as a tilt toward it.
const away = makeDecisions(DAYS, 99, -1.5);

const ask = (decisions: readonly Decision[], theta_m: number) => ({
  ...{ cells: toCells(decisions), starts: listStarts([12], 29), deflation, alpha: 0.01, theta_m },
});

describe("since when a tilt could have been seen", () => {
  it.each([0.05, 0.3, 0.7])("is the latest start whose days alone have their bound below %s", (theta_m) => {
    const input = ask(away, theta_m);
    const ruled_out = input.starts.filter(({ day }) => {
      const span = input.cells.filter((cell) => cell.day >= day);
      const { upper } = tiltInterval(
        poolBins(span),
        sumCells(span).x,
        deflateCells(span, deflation).eta,
        input.alpha,
      );
      return upper !== null && upper < theta_m;
    });
    const latest = ruled_out.length > 0 ? Math.max(...ruled_out.map(({ day }) => day)) : null;
    expect(seenFrom({ ...input, sign: 1 })).toBe(latest);
  });

  it("lies before the last days, which are too few, and is never where a tilt is", () => {
    const day = seenFrom({ ...ask(away, 0.7), sign: 1 });
    expect(day).not.toBeNull();
    expect(day).toBeLessThan(28);
    expect(seenFrom({ ...ask(makeDecisions(DAYS, 12, 1.4), 0.05), sign: 1 })).toBeNull();
    expect(seenFrom({ ...ask(away, 0.05), sign: -1 })).toBeNull();
  });
});
