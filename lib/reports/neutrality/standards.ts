import type { Baseline } from "@/lib/neutrality";

/** How each baseline is spoken of: what stands for neutrality, and what its expected share is. */
export type Standard = {
  /** Who would have done otherwise: "that WHO would have sent elsewhere". Null where nobody decides. */
  who: string | null;
  /** "A neutral router would have reached 29.7 %.", with the share in words. */
  finding: (expected: string) => string;
  /** What the grey range of the chart over time holds, and its label. */
  range: string;
  band: string;
  /** The part of a change that the standard made as well. */
  moved: string;
  /** What lies beyond, after "Of +6.4 points, 2.3 are". */
  beyond: string;
  /** How the verdict's table of what it rests on is introduced. */
  rests: string;
};

export const STANDARDS: Record<Baseline, Standard> = {
  partner_revealed: {
    who: "a router that cannot see owners",
    finding: (expected) => `A neutral router would give them ${expected}.`,
    range: "what a router that cannot see owners would do",
    band: "Range of a neutral router, 99\u00a0%",
    moved: "Earned by quality, price, latency",
    beyond: "beyond what was earned or brought by the work",
    rests: "is learned for each router and policy version",
  },
  declared_policy: {
    who: "a router that keeps its declared rule",
    finding: (expected) => `By the declared rule it would be ${expected}.`,
    range:
      "what a router that keeps its declared rule would do, with the noise that it shows between partners",
    band: "Range of the declared rule, 99\u00a0%",
    moved: "Earned under the declared rule",
    beyond: "beyond what the rule gives or the work brought",
    rests: "is the declared rule, with noise estimated from choices between partners",
  },
  owner_blind: {
    who: "the copy blind to ownership",
    finding: (expected) => `The copy blind to ownership gave ${expected}.`,
    range: "what chance allows around the share that the copy blind to ownership gave",
    band: "Range of the blind copy, 99\u00a0%",
    moved: "As the blind copy moved",
    beyond: "beyond what the blind copy did or the work brought",
    rests: "is an experiment: a copy that cannot see owners decided part of the same traffic",
  },
  reference_share: {
    who: null,
    finding: (expected) => `The share fixed in advance is ${expected}.`,
    range: "what chance allows around the share fixed in advance",
    band: "Range around the fixed share, 99\u00a0%",
    moved: "By the shares that were fixed",
    beyond: "beyond the share fixed in advance",
    rests: "is a share that somebody fixed; nothing is learned from the decisions",
  },
};
