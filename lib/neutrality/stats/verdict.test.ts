import { describe, expect, it } from "vitest";
import { observablesAgree } from "./guard";
import { normalQuantile } from "./normal";
import { decideVerdict, isWorse, type VerdictInput } from "./verdict";

const LINE = Math.log(100);
const base: VerdictInput = {
  usable: 1000,
  alpha: 0.01,
  theta_m: Math.log(1.05),
  sign: 1,
  log_e_material: 0,
  log_e_zero: 0,
  bounds: [0.2],
  near_bound: -0.2,
  coverage: 0.9,
  unattributed: 0,
  guards: [],
  failures: [],
};
const decide = (over: Partial<VerdictInput>) => decideVerdict({ ...base, ...over });

describe("decideVerdict, first match", () => {
  it.each<[string, Partial<VerdictInput>, string, string[]]>([
    ["nothing", { usable: 0 }, "no_data", ["nothing_usable"]],
    [
      "nothing, since the fit failed",
      { usable: 0, failures: ["separation"] },
      "inconclusive",
      ["separation"],
    ],
    ["exactly at the line", { log_e_material: LINE }, "breach", ["tilt_above_materiality"]],
    ["just under it", { log_e_material: LINE - 1e-9, log_e_zero: LINE }, "watch", ["tilted"]],
    ["a guard", { log_e_material: 9, guards: ["full_model_disagrees"] }, "watch", ["full_model_disagrees"]],
    ["bounds below", { bounds: [0.04, 0.03] }, "kept", ["material_tilt_ruled_out"]],
    [
      "kept though tilted",
      { bounds: [0.04], near_bound: 0.01, log_e_zero: 9 },
      "kept",
      ["material_tilt_ruled_out", "tilted_below_materiality"],
    ],
    ["one bound above", { bounds: [0.04, 0.05] }, "inconclusive", ["not_enough_evidence"]],
    ["one bound not reached", { bounds: [0.04, null] }, "inconclusive", ["not_enough_evidence"]],
    ["little coverage", { bounds: [0.04], coverage: 0.79 }, "inconclusive", ["coverage"]],
    ["many unattributed", { bounds: [0.04], unattributed: 0.051 }, "inconclusive", ["unattributed"]],
    ["little coverage, tilted", { bounds: [0.04], coverage: 0.5, log_e_zero: 5 }, "watch", ["tilted"]],
    [
      "mirrored: lower bound inside",
      { sign: -1, bounds: [-0.04], near_bound: -0.01 },
      "kept",
      ["material_tilt_ruled_out", "tilted_below_materiality"],
    ],
    ["mirrored: lower bound outside", { sign: -1, bounds: [-0.06] }, "inconclusive", ["not_enough_evidence"]],
  ])("%s", (_, over, verdict, because) => {
    expect(decide(over)).toEqual({ verdict, because });
  });

  it("knows which verdict is worse", () => {
    const order = ["no_data", "kept", "inconclusive", "watch", "breach"] as const;
    for (const [i, a] of order.entries())
      for (const [j, b] of order.entries()) expect(isWorse(a, b)).toBe(i > j);
  });
});

describe("guard (a)", () => {
  const ask = { sign: 1, theta_m: 0.05, alpha: 0.01 } as const;
  const z = normalQuantile(0.99);
  it("wants the coefficient beyond the materiality by z robust errors", () => {
    const robust_se = 0.1;
    expect(observablesAgree([{ estimate: 0.05 + z * robust_se + 1e-9, robust_se, weight: 1 }], ask)).toBe(
      true,
    );
    expect(observablesAgree([{ estimate: 0.05 + z * robust_se - 1e-9, robust_se, weight: 1 }], ask)).toBe(
      false,
    );
    expect(
      observablesAgree([{ estimate: -(0.05 + z * robust_se + 1e-9), robust_se, weight: 1 }], {
        ...ask,
        sign: -1,
      }),
    ).toBe(true);
  });
  it("weighs fits by what they bring to the test, and holds not without any", () => {
    const strong = { estimate: 1, robust_se: 0.1 };
    const none = { estimate: 0, robust_se: 0.1 };
    expect(
      observablesAgree(
        [
          { ...strong, weight: 9 },
          { ...none, weight: 1 },
        ],
        ask,
      ),
    ).toBe(true);
    expect(
      observablesAgree(
        [
          { ...strong, weight: 1 },
          { ...none, weight: 9 },
        ],
        ask,
      ),
    ).toBe(false);
    expect(observablesAgree([], ask)).toBe(false);
    expect(observablesAgree([{ ...strong, weight: 0 }], ask)).toBe(false);
  });
});
