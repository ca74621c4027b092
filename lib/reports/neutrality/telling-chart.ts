import { niceAxis } from "@/lib/kernel/chart";
import { formatCost, formatNumber, formatPercent } from "@/lib/kernel/format";
import { type HueParty, partyHues } from "@/lib/kernel/hue";
import type { CandidateDot, CandidateModel } from "@/lib/kernel/proof-chart";
import type { TellingCandidate, TellingDecision } from "@/lib/neutrality";

type Hues = ReturnType<typeof partyHues>;

const THOUSANDTH = 1000;

function dotOf(candidate: TellingCandidate, standard: string, hues: Hues): CandidateDot | null {
  const { model, owner, owner_label, quality, cost_usd, latency_ms, probability, chosen } = candidate;
  if (quality === null || cost_usd === null) return null;
  return {
    key: model,
    label: model,
    owner: owner_label,
    hue: hues.get(owner) ?? "others",
    x: cost_usd * THOUSANDTH,
    y: quality,
    chosen,
    standard: model === standard,
    says: [
      { label: "Quality", value: formatNumber(quality, 3) },
      { label: "Cost, USD", value: formatCost(cost_usd) },
      ...(latency_ms === null ? [] : [{ label: "Latency, ms", value: formatNumber(latency_ms) }]),
      { label: "Neutral chance", value: formatPercent(probability, 0) },
    ],
  };
}

/** Cost against quality of the candidates as the router saw them; null where fewer than two carry both. */
export function composeCandidateChart(
  decision: TellingDecision,
  parties: readonly HueParty[],
  generated: boolean,
): CandidateModel | null {
  const hues = partyHues(parties);
  const dots = decision.candidates
    .map((candidate) => dotOf(candidate, decision.standard.model, hues))
    .filter((dot) => dot !== null);
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
    summary: `${decision.words.join(" ")} Chosen: ${decision.chosen_model}.`,
    generated,
    file_name: `candidates-${decision.decision_id}`,
    table: {
      columns: [
        { label: "Candidate", kind: "text" },
        { label: "Owner", kind: "text" },
        { label: "Quality", kind: "number", digits: 3 },
        { label: "Cost, USD", kind: "cost" },
        { label: "Latency, ms", kind: "count" },
        { label: "Neutral chance, %", kind: "percent" },
        { label: "Chosen", kind: "text" },
      ],
      rows: decision.candidates.map((each) => [
        each.model,
        each.owner_label,
        each.quality,
        each.cost_usd,
        each.latency_ms,
        each.probability,
        each.chosen ? "chosen" : "",
      ]),
    },
    dots,
    x_axis,
    y_axis,
    x_label: "Expected cost of this request, USD thousandths",
  };
}

export type ToldDecision = { decision: TellingDecision; chart: CandidateModel | null };

/** The telling decisions, each with its picture. */
export const composeTelling = (
  decisions: readonly TellingDecision[],
  parties: readonly HueParty[],
  generated: boolean,
): ToldDecision[] =>
  decisions.map((decision) => ({ decision, chart: composeCandidateChart(decision, parties, generated) }));
