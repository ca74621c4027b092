import { describe, expect, it } from "vitest";
import { type Fitness, unfitFor } from "./rules";

const nobody: Fitness = {
  compliance: false,
  partner_manager: false,
  manages: false,
  sees: true,
  barred: null,
};

describe("who fits a seat", () => {
  it("lets compliance prepare anything, a partner manager what they manage and see", () => {
    expect(unfitFor("preparer", { ...nobody, compliance: true })).toBeNull();
    expect(unfitFor("preparer", nobody)).toBe("may not ask for reviews");
    const manager = { ...nobody, partner_manager: true };
    expect(unfitFor("preparer", manager)).toBe("manages no partner that it concerns");
    expect(unfitFor("preparer", { ...manager, manages: true })).toBeNull();
    expect(unfitFor("preparer", { ...manager, manages: true, sees: false })).toBe(
      "manages no partner that it concerns",
    );
  });

  it("asks nobody to decide who may not", () => {
    expect(unfitFor("reviewer", nobody)).toMatch(/not of compliance/);
    const compliance = { ...nobody, compliance: true };
    expect(unfitFor("reviewer", compliance)).toBeNull();
    expect(unfitFor("reviewer", { ...compliance, manages: true })).toMatch(/manages a partner/);
    expect(unfitFor("reviewer", { ...compliance, barred: "requester" })).toBe("asked for its review");
    expect(unfitFor("reviewer", { ...compliance, barred: "something new" })).toBe("may not decide it");
  });
});
