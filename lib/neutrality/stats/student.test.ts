import { describe, expect, it } from "vitest";
import { upperQuantile } from "./normal";
import { upperStudent } from "./student";

describe("how far out Student's t leaves a probability above", () => {
  it("is that of the tables", () => {
    expect(upperStudent(0.025, 9)).toBeCloseTo(2.262157163, 8);
    expect(upperStudent(0.005, 2)).toBeCloseTo(9.924843201, 8);
    expect(upperStudent(0.05, 29)).toBeCloseTo(1.699127027, 8);
    expect(upperStudent(0.0005, 40)).toBeCloseTo(3.550965761, 8);
  });

  it("is known with one degree and with two, far out too", () => {
    for (const tail of [0.1, 0.0025, 1e-6, 1e-10]) {
      expect(upperStudent(tail, 1) * Math.tan(Math.PI * tail)).toBeCloseTo(1, 9);
      const two = (1 - 2 * tail) / Math.sqrt(2 * tail * (1 - tail));
      expect(upperStudent(tail, 2) / two).toBeCloseTo(1, 9);
    }
  });

  it("comes to the normal with many, and without a step where the series takes over", () => {
    expect(upperStudent(0.0025, 1e9)).toBeCloseTo(upperQuantile(0.0025), 6);
    for (const tail of [0.01, 1e-5, 1e-9])
      expect(upperStudent(tail, 999.999) / upperStudent(tail, 1000)).toBeCloseTo(1, 6);
  });
});
