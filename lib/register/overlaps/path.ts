import type { Visibility } from "./snapshot";

/** A thing that facts connect. `own` marks what is ours: it alone is drawn in our hue. */
export type PathNode = {
  kind: "party" | "product" | "model" | "segment" | "router";
  id: string;
  key: string;
  label: string;
  note: string | null;
  own: boolean;
};

/** What a fact says of the two things it connects; the picture draws each relation in its own way. */
export type Relation = "sold_in" | "owns" | "runs" | "names" | "invested" | "holds" | "right" | "available";

export type PathLink = { from: PathNode; to: PathNode };

export type PathFact = {
  no: number;
  relation: Relation;
  /** The record that states it: its table, id and key. */
  entity: string;
  id: string;
  key: string;
  label: string;
  sentence: string;
  /** The amount that it states, in words, where it states one. */
  figure?: string;
  visibility: Visibility;
  /** Whose fact it is, where walls are concerned. */
  party_ids: string[];
  source_ids: string[];
  /** False where the fact only weighs on severity: the overlap would stand without it. */
  needed: boolean;
  links: PathLink[];
  /** What the substance holds and the sentence does not say, in words: shown where it is what changed. */
  detail?: string;
  /** What the facts' hash covers: the substance, not names, wording or sources. */
  substance: string;
};

/** A fact before it has its number. */
export type Fact = Omit<PathFact, "no">;

export type PathPartyRole = "platform" | "partner" | "investee" | "investor" | "rival_platform";

const RANK: Record<Visibility, number> = { public: 0, internal: 1, confidential: 2 };

/** The stricter of visibilities; public when there is none. */
export const strictest = (all: readonly Visibility[]): Visibility =>
  all.reduce<Visibility>((worst, one) => (RANK[one] > RANK[worst] ? one : worst), "public");
