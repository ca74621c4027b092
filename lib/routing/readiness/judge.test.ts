import { describe, expect, it } from "vitest";
import { type Counts, judgeReadiness } from "./judge";

const counts: Counts = {
  decisions: 100,
  routed: 80,
  with_candidates: 78,
  with_quality: 76,
  with_cost: 10,
  with_latency: 0,
  from_policy: { decisions: 0, with_quality: 0, with_cost: 0, lacking: [] },
  blind: 0,
  routers: ["main"],
  routers_without_policy: ["main"],
  unknown_names: [],
};
const missing = (more: Partial<Counts>) =>
  Object.fromEntries(judgeReadiness({ ...counts, ...more }).map((one) => [one.baseline, one.missing]));

describe("judgeReadiness", () => {
  it("is ready for the revealed standard with one covariate on nine of ten decisions", () => {
    expect(missing({}).partner_revealed).toEqual([]);
  });
  it("names what is missing first", () => {
    expect(missing({ routed: 0 }).partner_revealed).toEqual(["decisions that the router itself made"]);
    expect(missing({ with_candidates: 0 }).partner_revealed).toHaveLength(1);
    expect(missing({ with_quality: 40 }).partner_revealed?.[0]).toContain("50.0");
  });
  it("wants policies for the published rule and a blind arm for the experiment", () => {
    expect(missing({}).declared_policy).toEqual(["a policy of main with its declared rule"]);
    expect(missing({ routers_without_policy: [] }).declared_policy).toEqual([]);
    expect(missing({}).owner_blind).toHaveLength(1);
    expect(missing({ blind: 3 }).owner_blind).toEqual([]);
  });
});
