import { expect, it } from "vitest";
import { comparedWords, groupWords, rowLabel, rowValue } from "./rows-words";

it("says that rows behind a figure are not compared as the figure is", () => {
  expect(comparedWords("score_honesty")).toContain(
    "within each day, router, task and tenth of predicted quality",
  );
  expect([comparedWords("share_ceiling"), comparedWords("fallback_flow")]).toEqual([null, null]);
});

it("says whose a row is, and its value in its unit", () => {
  expect(groupWords("score_honesty", "own", "party:zeta")).toBe("models of zeta");
  expect(groupWords("exclusion_parity", "partners", "first_party")).toBe("decided by a router");
  expect(groupWords("coverage", null, "first_party")).toBe("");
  const row = { label: "focus", group: "own" as const, value: 0.3, n: 3 };
  expect(rowLabel("share_ceiling", row, "first_party")).toBe("Our own models");
  expect(rowValue("latency_parity", Math.log(250), "ratio")).toBe("250 ms");
  // A difference is in points; what it is of are shares.
  expect(rowValue("error_parity", 0.0312, "points")).toMatch(/^3\.1\s%$/);
});
