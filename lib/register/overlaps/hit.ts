import type { Graph } from "./graph";
import type { Fact, PathPartyRole } from "./path";
import type { OverlapKind } from "./schema";
import type { Factor, TrafficScope } from "./severity";

/** One overlap as a rule finds it. */
export type Hit = {
  kind: OverlapKind;
  /** The same facts give the same identity on every run, whatever they weigh. */
  identity: string;
  title: string;
  segment_id: string | null;
  /** One half where a date that matters is unknown. */
  weight: 1 | 0.5;
  facts: Fact[];
  factors: Factor[];
  traffic_scope: TrafficScope;
  parties: { party_id: string; role: PathPartyRole }[];
};

export type Rule = {
  /** As numbered in the text of the rules. */
  number: number;
  kind: OverlapKind;
  /** Raised whenever the same register could give another answer. */
  version: string;
  /** What it looks for, as a sentence. */
  words: string;
  detect: (graph: Graph) => Hit[];
};
