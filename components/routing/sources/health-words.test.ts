import { describe, expect, it } from "vitest";
import type { SourceHealth } from "@/lib/routing";
import { healthFinding, lagWords } from "./health-words";

const health: SourceHealth = {
  decisions_a_day: 1,
  lag_s: 1,
  received: 10,
  accepted: 9,
  duplicate: 1,
  rejected: 0,
  unknown_fields: 0,
  sequence: null,
};

describe("healthFinding", () => {
  it("names the worst first", () => {
    const sequence = { present: 5, missing: 2, gaps: [] };
    expect(healthFinding({ ...health, rejected: 1, sequence })).toBe("2 numbered records never came.");
    expect(healthFinding({ ...health, rejected: 1 })).toBe("1 of 10 records could not be read.");
    expect(healthFinding(health)).toBe("Every record that came could be read.");
    expect(healthFinding({ ...health, received: 0 })).toBe("Nothing was delivered yet.");
  });
});

describe("lagWords", () => {
  it("speaks in the unit that a delay is thought of in", () => {
    expect([0, 1, 89, 90, 3600 * 1.4, 3600 * 1.6, 86_400 * 1.9, 86_400 * 3].map(lagWords)).toEqual([
      "0 seconds",
      "1 second",
      "89 seconds",
      "2 minutes",
      "84 minutes",
      "2 hours",
      "46 hours",
      "3 days",
    ]);
  });
});
