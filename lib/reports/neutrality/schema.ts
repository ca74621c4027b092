import type { ChartMark, TimeBandModel } from "@/lib/kernel/chart";
import type { CalibrationModel, EvidenceModel, WaterfallModel } from "@/lib/kernel/proof-chart";
import type { Baseline, NeutralityWithSeries, VerdictWord } from "@/lib/neutrality";
import type { PolicyMark } from "@/lib/routing";
import type { CheckStanding, Phrase, TrafficWindow } from "../overview/schema";
import type { TermKey } from "./terms";

/** What the reads give and the composition takes. */
export type NeutralityEvidence = {
  answer: NeutralityWithSeries;
  /** Whole days that hold the range asked for, half-open; `incomplete`: the last of them has not ended. */
  window: TrafficWindow;
  generated: boolean;
  marks: readonly PolicyMark[];
  /** The router asked about; null for all. */
  router: string | null;
  task: string | null;
  /** Name of the party whose models are the focus; null for our own and for investees. */
  party_name: string | null;
  /** Whether the question itself names its covariates; else those are used that the decisions carry. */
  covariates_asked?: boolean;
  /** Absent where the reader may not see checks. */
  asked_before?: AskedBefore | null;
  /** The check that asks of scores what a guard asks too; null where none does. */
  score_check?: { id: string; key: string } | null;
};

/** Checks that fixed the question before the data. `same`: one that asks just the same; else one for each router. */
export type AskedBefore = {
  same: boolean;
  checks: readonly CheckStanding[];
  /** Why their figures are not those of the page. */
  why: string | null;
};

/** A fact of the header, with the term that explains it. */
export type TermFact = { term: string; explained: TermKey | null; value: string };

/** A figure with the words around it that the sections open with. */
export type Finding = { title: string; text: readonly string[] };

export type StratumRow = {
  key: string;
  /** Null for all strata beyond the largest hundred. */
  router: string | null;
  task: string | null;
  decisions: number;
  observed: number;
  expected: number;
  log_odds: number | null;
  lower: number | null;
  upper: number | null;
  e_value: number;
  named: boolean;
};

/** All strata together stand beneath them. */
export type StrataTable = {
  finding: Finding;
  rows: readonly StratumRow[];
  all: Omit<StratumRow, "key" | "router" | "task" | "named">;
  /** Ends of the picture of an interval, in log-odds, and where materiality lies. */
  scale: { from: number; to: number; materiality: number; against: boolean };
  breach: boolean;
};

/** `aside`: it has no say in this verdict, or by this baseline. */
export type GuardMark = "held" | "open" | "stepped_down" | "unknown" | "aside";
export type Guard = {
  key: string;
  title: string;
  text: string;
  mark: GuardMark;
  /** What else says something of it; it follows the text. */
  link?: { text: string; href: string };
};

export type FitRow = {
  key: string;
  router: string;
  policy_version: string | null;
  decisions: number | null;
  quality: number | null;
  log_cost: number | null;
  latency_s: number | null;
  focal: number | null;
  focal_error: number | null;
  /** Why there is no fit; null when there is one. */
  reason: string | null;
};

export type ExcludedRow = { key: string; label: string; decisions: number };

/** The neutrality page, ready to be read, drawn and printed. */
export type NeutralityModel = {
  verdict: VerdictWord;
  baseline: Baseline;
  title: string;
  lead: readonly Phrase[];
  facts: readonly TermFact[];
  time: { finding: Finding; chart: TimeBandModel };
  /** Null where nothing was tested. */
  evidence: { finding: Finding; chart: EvidenceModel } | null;
  calibration: { finding: Finding; chart: CalibrationModel } | null;
  waterfall: { finding: Finding; chart: WaterfallModel } | null;
  strata: StrataTable;
  guards: readonly Guard[];
  fits: readonly FitRow[];
  /** The arms of an experiment in figures; empty for other baselines. */
  experiment: readonly { term: string; value: string }[];
  excluded: readonly ExcludedRow[];
  asked_before: AskedBefore | null;
  assumptions: readonly string[];
  marks: readonly ChartMark[];
};
