import { describe, expect, it } from "vitest";
import type { Outcome } from "./outcome";
import { SECTIONS } from "./plan";
import { summarise } from "./summary";
import { tableOf, variantAlarms } from "./text";

const one = (over: Partial<Outcome>): Outcome => ({ breach: null, missed: null, phi: 1, r: 0, ...over });

const summaryOf = (id: number, all: Outcome[]) => {
  const found = summarise(SECTIONS, new Map([[id, all]])).find(({ rows }) => rows.length > 0);
  if (!found) throw new Error(`Scenario ${id} has no row.`);
  return found;
};
const headOf = (id: number, all: Outcome[]) => tableOf(summaryOf(id, all)).split("\n")[0] ?? "";

describe("tables", () => {
  it("have no column in which no row has anything", () => {
    const head = headOf(101, [one({ alarm: null })]);
    expect(head).toBe("| simulated | E(θ_m) ≥ 1/α | E(0) ≥ 1/α | interval leaves out the tilt | φ |");
    const strata = { pooled: null, named: null, falsely: null, false_share: 0 };
    const named = headOf(701, [{ ...one({ alarm: null, strata }), missed: undefined }]);
    expect(named).toBe("| simulated | E(θ_m) ≥ 1/α | E(0) ≥ 1/α | a stratum is named | φ |");
    expect(headOf(601, [one({ alarm: null, two_streams: null })])).toContain("second opinion ≥ 1/α");
    expect(headOf(301, [one({ alarm: null, undeflated: 4 })])).toContain("r | E(θ_m) ≥ 1/α if η were 1");
  });

  it("show means with their intervals, and as bounds where streams never came to an end", () => {
    const rows = tableOf(
      summaryOf(422, [
        one({ breach: 219, ideal: 2000, gained: 2.1 }),
        one({ breach: null, ideal: 2000, gained: 2.3 }),
      ]),
    ).split("\n");
    expect(rows[0]).toContain("| mean | mean, by Wald's identity |");
    expect(rows[2]).toContain("| ≥ 5.63 (-1.48 to 12.73) | ≥ 2.20 (2.00 to 2.40) |");
    expect(rows[2]).toContain("≤ 2: **missed**");
  });

  it("set what another phi would change apart from what is claimed", () => {
    const summary = summaryOf(211, [
      one({ alarm: null, centred: { breach: 3, alarm: null, missed: null, phi: 4 } }),
    ]);
    if (summary.asks !== "alarms") throw new Error("Scenario 211 asks for alarms.");
    expect(tableOf(summary)).toContain("| 0 of 1 (0.0 to 97.5 %) |");
    expect(variantAlarms(summary.rows)).toContain("| 1 of 1 (2.5 to 100.0 %) |");
    expect(variantAlarms(summary.rows)).toContain("| 4.0 |");
  });
});
