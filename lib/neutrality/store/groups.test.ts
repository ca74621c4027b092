import { describe, expect, it } from "vitest";
import { type Group, strataOf } from "./groups";

/** Larger tasks come first, as the store gives them; the last is the smallest. */
const groups = Array.from({ length: 140 }, (_, n): Group => {
  const task = `t${String(n).padStart(3, "0")}`;
  const hashes = { fit_hash: "1", stratum_hash: String(n + 1) };
  return {
    ...{ router: "main", policy_version: "v1", task, ...hashes },
    ...{ decisions: 1000 - n, first_day: 0, last_day: 0 },
  };
});

describe("the strata that are told apart", () => {
  it("are the hundred largest", () => {
    const tasks = strataOf(groups).map(({ task }) => task);
    expect(tasks).toHaveLength(100);
    expect(tasks.at(-1)).toBe("t099");
  });

  it("hold those that were fixed beforehand, however small", () => {
    const fixed = [
      { router: "main", task: "t139" },
      { router: "other", task: "t001" },
    ];
    const tasks = strataOf(groups, fixed).map(({ task }) => task);
    expect(tasks).toHaveLength(100);
    expect(tasks.slice(-2)).toEqual(["t098", "t139"]);
  });
});
