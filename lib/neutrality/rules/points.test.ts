import { describe, expect, it } from "vitest";
import { seeded } from "../testing/simulate";
import { logEvidenceAbove, logEvidenceBelow, pointsNeeded } from "./points";

const LINE = Math.log(100);
const points = (deviations: number, decisions: number, phi = 1) => ({ deviations, decisions, phi });

describe("deviations in points", () => {
  it("are surely below a share when enough decisions have none", () => {
    // Half the stake is on none at all: ln 2 + ln 100 over -ln(1 - m).
    const enough = Math.ceil((Math.log(2) + LINE) / -Math.log(1 - 0.001));
    expect(logEvidenceBelow(points(0, enough), 0.001)).toBeGreaterThanOrEqual(LINE);
    expect(logEvidenceBelow(points(0, 4000), 0.001)).toBeLessThan(LINE);
    expect(logEvidenceBelow(points(3, 20_000), 0.001)).toBeGreaterThanOrEqual(LINE);
    expect(logEvidenceBelow(points(20, 20_000), 0.001)).toBeLessThan(0);
    expect(logEvidenceBelow(points(0, 20_000, 10), 0.001)).toBeLessThan(LINE);
  });

  it("are surely above it when they are many", () => {
    expect(logEvidenceAbove(points(20, 1250), 0.001)).toBeGreaterThanOrEqual(LINE);
    expect(logEvidenceAbove(points(1, 1250), 0.001)).toBeLessThan(LINE);
    expect(logEvidenceAbove(points(20, 20_000), 0.001)).toBeLessThan(0);
  });

  it("need about as many more as it then takes", () => {
    const needed = pointsNeeded(points(0, 1000), 0.001, 0.01) ?? 0;
    expect(logEvidenceBelow(points(0, 1000 + Math.ceil(needed)), 0.001)).toBeGreaterThanOrEqual(LINE);
    expect(needed).toBeLessThan(5000);
    expect(pointsNeeded(points(0, 50_000), 0.001, 0.01)).toBe(0);
    expect(pointsNeeded(points(50, 1000), 0.001, 0.01)).toBeNull();
  });

  it("deceive no oftener than alpha, looked at after every decision", () => {
    const random = seeded(7);
    const m = 0.02;
    let deceived = 0;
    const streams = 400;
    for (let stream = 0; stream < streams; stream += 1) {
      let deviations = 0;
      for (let n = 1; n <= 1500; n += 1) {
        if (random() < m) deviations += 1;
        const one = points(deviations, n);
        if (Math.max(logEvidenceBelow(one, m), logEvidenceAbove(one, m)) >= Math.log(20)) {
          deceived += 1;
          break;
        }
      }
    }
    // Two tests at 5 % each: 10 % at most, and three standard errors of 400 streams.
    expect(deceived / streams).toBeLessThan(0.1 + 3 * Math.sqrt((0.1 * 0.9) / streams));
  });
});
