import { describe, expect, it } from "vitest";
import type { LaunchGateView, LaunchOverlap, LaunchPartner, LaunchWall } from "@/lib/register";
import { effectWords, gateLead, gateTitle, wallsTitle } from "./words";

const overlap = (effect: "new" | "adds", rest: Partial<LaunchOverlap> = {}): LaunchOverlap => ({
  kind: "product_overlap",
  title: "",
  effect,
  already: false,
  overlap: null,
  severity: 4,
  severity_before: effect === "adds" ? 3 : null,
  points: 9,
  points_max: 18,
  known: 3,
  factor_count: 5,
  segment: null,
  segment_name: null,
  partners: [],
  visibility: "internal",
  rule: "product_overlap",
  rule_version: "1.0",
  factors: [],
  path: [],
  ...rest,
});
const partner: LaunchPartner = {
  key: "zeta",
  name: "Zeta",
  ordinal: 1,
  investee: true,
  overlaps: 1,
  new_overlaps: 1,
  highest_severity: 4,
};
const wall = (state: "agreed" | "unknown"): LaunchWall => ({
  right: state,
  type: "information",
  state,
  sentence: "",
  partner: "zeta",
  partner_name: "Zeta",
  already: false,
});
const gate = (rest: Partial<LaunchGateView> = {}): LaunchGateView => ({
  product: { key: "nova", name: "Nova" },
  stage: "draft",
  launch_on: null,
  as_of: "2026-11-21",
  segments: ["Coding"],
  overlaps: [],
  partners: [],
  walls: [],
  sees_all: true,
  ...rest,
});

describe("the launch gate in words", () => {
  it("says what the launch makes, what it joins and whom it hits", () => {
    expect(gateTitle(gate())).toBe("Its launch will make no overlap.");
    expect(gateTitle(gate({ overlaps: [overlap("new")], partners: [partner] }))).toBe(
      "Its launch will make one overlap, and hit one partner.",
    );
    expect(gateTitle(gate({ overlaps: [overlap("new"), overlap("new"), overlap("adds")] }))).toBe(
      "Its launch will make two overlaps and join one other.",
    );
    expect(gateTitle(gate({ overlaps: [overlap("adds")] }))).toBe("Its launch will join one overlap.");
    const stands = overlap("new", { already: true });
    expect(gateTitle(gate({ stage: "preview", overlaps: [stands], partners: [partner] }))).toBe(
      "One overlap stands already by its preview; its launch will make none. It hits one partner.",
    );
    expect(gateTitle(gate({ stage: "preview", overlaps: [stands, stands, overlap("new")] }))).toBe(
      "Its launch will make one overlap; two others stand already.",
    );
  });

  it("says on which day the facts are looked at, and what is missing", () => {
    expect(gateLead(gate())).toBe(
      "No day of general availability is recorded; the facts are those of 21 November 2026.",
    );
    expect(gateLead(gate({ launch_on: "2027-02", as_of: "2027-02-01", segments: [] }))).toBe(
      "General availability is recorded for February 2027; the facts are those that will hold on 1 February 2027. No market segment is recorded, and without one no competition can be found.",
    );
  });

  it("marks each overlap", () => {
    expect(effectWords(overlap("new"))).toBe("new");
    expect(effectWords(overlap("new", { already: true }))).toBe("stands already");
    expect(effectWords(overlap("adds"))).toBe("joins one of severity 3");
    expect(effectWords(overlap("adds", { severity_before: 4 }))).toBe("joins one that is there");
  });

  it("keeps held and unknown rights apart", () => {
    expect(wallsTitle(gate())).toBe("No right of ours is known that would need a wall.");
    expect(wallsTitle(gate({ walls: [wall("agreed"), wall("unknown")] }))).toBe(
      "One right will need a wall and one other may.",
    );
    expect(wallsTitle(gate({ walls: [wall("unknown"), wall("unknown")] }))).toBe(
      "Two rights may need a wall.",
    );
  });
});
