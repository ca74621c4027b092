import type { Day, ResultVerdict } from "@/lib/commitments";
import type { StandingFinding } from "@/lib/commitments/server";
import type { TimeBandModel } from "@/lib/kernel/chart";
import type { NeutralityWithSeries, Rise, VerdictWord } from "@/lib/neutrality";
import type { PolicyMark } from "@/lib/routing";

/** A sentence in parts: `strong` is what counts, `own` is said of our own models. */
export type Phrase = { text: string; tone?: "strong" | "own" };

export type FactLink = { text: string; href: string };
export type Fact = { term: string; value: string; links?: readonly FactLink[] };

/** What a check says that asks the question of a verdict and was recorded before the data. */
export type CheckStanding = {
  id: string;
  key: string;
  title: string;
  /** The UTC day on which it was recorded. */
  recorded_on: Day;
  /** The first day of its window, and the last day that its latest result judges. */
  window_from: Day;
  day: Day;
  verdict: ResultVerdict;
  /** The level of its evidence; a question in both directions spends half on each. */
  alpha: number;
  /** Whether nothing is estimated, so that the level holds in small samples too. */
  exact: boolean;
  log_e_value: number | null;
  onset: { day: Day | null; policy_version: string | null };
  /** Not closed, oldest first. */
  findings: readonly StandingFinding[];
  /** Decisions beyond expected since the onset, of all tasks; null where it found no tilt. */
  beyond: number | null;
  odds_ratio: number | null;
  /** What the evidence was discounted by: dependence, and the error of the standard. */
  phi: number | null;
  r: number | null;
  /** How many parts its evidence is mixed of, fixed in advance; 0: one evidence of all decisions. */
  parts: number;
};

/** Days of stored traffic, half-open. `incomplete`: the last of them has not ended. */
export type TrafficWindow = { from: string; to: string; incomplete: boolean };

/** `check`: the one that asks the same; null where none does, or the reader may not see checks. */
export type RouterAnswer = { router: string; answer: NeutralityWithSeries; check: CheckStanding | null };

/** What the reads give and the composition takes. */
export type Evidence = {
  window: TrafficWindow;
  generated: boolean;
  overall: NeutralityWithSeries;
  /** That asks of all routers together. */
  check: CheckStanding | null;
  routers: readonly RouterAnswer[];
  marks: readonly PolicyMark[];
};

export type Promised = {
  text: string;
  speaker: string | null;
  made_on: string | null;
  source: { title: string; url: string | null; published: string | null } | null;
};

export type RouterStory = {
  router: string;
  verdict: VerdictWord;
  /** earned, mix or taken; null where no one part carries the change. */
  word: string | null;
  sentence: string;
  rise: Rise | null;
  chart: TimeBandModel;
  check: CheckStanding | null;
  /** What the check counts, where that is another figure than the story tells; null: nothing. */
  counts: string | null;
};

/** The overview's verdict, ready to be read, drawn and printed. */
export type VerdictModel = {
  verdict: VerdictWord;
  /** anytime: a check that was fixed in advance asks the same and says so. */
  guarantee: "anytime" | "exploratory";
  title: string;
  lead: readonly Phrase[];
  facts: readonly Fact[];
  /** The finding over the main chart. */
  finding: string;
  finding_text: string;
  chart: TimeBandModel;
  routers_title: string;
  routers: readonly RouterStory[];
  method_version: string;
  digest: string;
};

export type Money = {
  /** Whether any stake is recorded. */
  recorded: boolean;
  /** Sum of those known in USD, as a decimal string; null where none is. */
  usd: string | null;
  bound: string;
  /** Some amount is not known in USD. */
  incomplete: boolean;
  reports_differ: boolean;
};

export type CoHeld = { parties: readonly string[]; at_least: number | null; named: readonly string[] };

export type ExposureRow = {
  key: string;
  name: string;
  kinds: readonly string[];
  money: Money;
  competes: {
    own_products: readonly string[];
    segments: readonly string[];
    /** Other parties that we invest in. */
    parties: readonly string[];
  };
  /** Open overlaps, and the gravest of them; null without any. */
  overlaps: number;
  severity: number | null;
  /** Fraction of the routed decisions; null where none of its models was chosen. */
  share: number | null;
};

export type Todo = {
  key: string;
  /** Day by which it is to be done; null where none is set. */
  due: string | null;
  title: string;
  text: string;
  who: string;
  href: string;
  /** How many things it stands for. */
  count: number;
};

/** What an empty workspace still lacks for a verdict. */
export type SetupState = {
  platform: boolean;
  products: boolean;
  policies: boolean;
  traffic: boolean;
  promise: boolean;
};
