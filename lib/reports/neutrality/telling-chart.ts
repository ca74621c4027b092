import { type ChartCell, type ChartColumn, niceAxis } from "@/lib/kernel/chart";
import { formatCost, formatNumber, formatPercent } from "@/lib/kernel/format";
import { type HueParty, partyHues } from "@/lib/kernel/hue";
import type { CandidateDot, CandidateModel } from "@/lib/kernel/proof-chart";
import type { DeviationView, TellingCandidate, TellingDecision } from "@/lib/neutrality";
import { describeDeviation } from "./deviations-words";

type Hues = ReturnType<typeof partyHues>;

const THOUSANDTH = 1000;

/** A candidate with what makes a dot of it; `figure` says what the baseline or the rule makes of it. */
type Candidate = Pick<
  TellingCandidate,
  "model" | "owner" | "owner_label" | "quality" | "cost_usd" | "latency_ms" | "chosen"
> & { standard: boolean; figure: { label: string; value: string } };

function dotOf(candidate: Candidate, hues: Hues): CandidateDot | null {
  const { model, owner, owner_label, quality, cost_usd, latency_ms, figure, chosen, standard } = candidate;
  if (quality === null || cost_usd === null) return null;
  return {
    key: model,
    label: model,
    owner: owner_label,
    hue: hues.get(owner) ?? "others",
    x: cost_usd * THOUSANDTH,
    y: quality,
    chosen,
    standard,
    says: [
      { label: "Quality", value: formatNumber(quality, 3) },
      { label: "Cost, USD", value: formatCost(cost_usd) },
      ...(latency_ms === null ? [] : [{ label: "Latency, ms", value: formatNumber(latency_ms) }]),
      figure,
    ],
  };
}

const COLUMNS: readonly ChartColumn[] = [
  { label: "Candidate", kind: "text" },
  { label: "Owner", kind: "text" },
  { label: "Quality", kind: "number", digits: 3 },
  { label: "Cost, USD", kind: "cost" },
  { label: "Latency, ms", kind: "count" },
];

type Picture = {
  candidates: readonly Candidate[];
  hues: Hues;
  /** The column that the baseline or the rule adds, with a cell for each candidate. */
  column: ChartColumn;
  cells: readonly ChartCell[];
  summary: string;
  generated: boolean;
  decision_id: string;
};

function pictureOf(picture: Picture): CandidateModel | null {
  const { candidates, hues, column, cells, summary, generated, decision_id } = picture;
  const dots = candidates.map((candidate) => dotOf(candidate, hues)).filter((dot) => dot !== null);
  if (dots.length < 2) return null;
  const y_axis = niceAxis(
    dots.map(({ y }) => y),
    4,
  );
  const x_axis = niceAxis(
    dots.map(({ x }) => x),
    5,
  );
  return {
    title: "The candidates, as the router saw them",
    unit: `expected quality, axis starts at ${formatNumber(y_axis.min, 2)}`,
    summary,
    generated,
    file_name: `candidates-${decision_id}`,
    table: {
      columns: [...COLUMNS, column, { label: "Chosen", kind: "text" }],
      rows: candidates.map((each, at) => [
        each.model,
        each.owner_label,
        each.quality,
        each.cost_usd,
        each.latency_ms,
        cells[at] ?? null,
        each.chosen ? "chosen" : "",
      ]),
    },
    dots,
    x_axis,
    y_axis,
    x_label: "Expected cost of this request, USD thousandths",
  };
}

/** Cost against quality of the candidates as the router saw them; null where fewer than two carry both. */
export function composeCandidateChart(
  decision: TellingDecision,
  parties: readonly HueParty[],
  generated: boolean,
): CandidateModel | null {
  return pictureOf({
    candidates: decision.candidates.map((candidate) => ({
      ...candidate,
      standard: candidate.model === decision.standard.model,
      figure: { label: "Neutral chance", value: formatPercent(candidate.probability, 0) },
    })),
    hues: partyHues(parties),
    column: { label: "Neutral chance, %", kind: "percent" },
    cells: decision.candidates.map(({ probability }) => probability),
    summary: `${decision.words.join(" ")} Chosen: ${decision.chosen_model}.`,
    generated,
    decision_id: decision.decision_id,
  });
}

/** The same for a decision against the declared rule: compared is what the rule names. */
export function composeDeviationChart(
  item: DeviationView,
  parties: readonly HueParty[],
  generated: boolean,
): CandidateModel | null {
  return pictureOf({
    candidates: item.candidates.map((candidate) => ({
      ...candidate,
      owner_label: candidate.owner_name,
      standard: candidate.neutral,
      figure: { label: "Behind the best", value: formatNumber(candidate.gap, 3) },
    })),
    hues: partyHues(parties),
    column: { label: "Behind the best", kind: "number", digits: 3 },
    cells: item.candidates.map(({ gap }) => gap),
    summary: describeDeviation(item).join(" "),
    generated,
    decision_id: item.decision_id,
  });
}

export type ToldDecision = { decision: TellingDecision; chart: CandidateModel | null };

/** The telling decisions, each with its picture. */
export const composeTelling = (
  decisions: readonly TellingDecision[],
  parties: readonly HueParty[],
  generated: boolean,
): ToldDecision[] =>
  decisions.map((decision) => ({ decision, chart: composeCandidateChart(decision, parties, generated) }));
