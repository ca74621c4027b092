import {
  type Definition,
  DefinitionList,
  GeneratedMark,
  PageHeader,
  Section,
  Unknown,
} from "@/components/ui";
import { formatCost, formatDate, formatNumber } from "@/lib/kernel/format";
import { type HueParty, partyHues } from "@/lib/kernel/hue";
import {
  candidatesFinding,
  candidatesNote,
  DECIDED_BY_WORDS,
  type DecisionView,
  decisionTitle,
  testedSentence,
} from "@/lib/routing";
import { type CandidateRow, CandidatesTable } from "./CandidatesTable";

export type DecisionPageProps = {
  decision: DecisionView;
  parties: readonly HueParty[];
  generated: boolean;
  /** Name of the candidate that the chosen model is; null where it is none of them. */
  chosen_candidate: string | null;
};

const said = (value: string | null) => value ?? <Unknown>not stated</Unknown>;
const counted = (value: number | null, unit: string) =>
  value === null ? <Unknown>not logged</Unknown> : `${formatNumber(value)} ${unit}`;
const mono = (value: string | null) => (value === null ? said(null) : <span className="mono">{value}</span>);

const when = (time: string): string => `${formatDate(time)}, ${time.slice(11, 23)} UTC`;

function outcomeWords({ outcome }: DecisionView) {
  if (!outcome) return <Unknown>not logged</Unknown>;
  const accepted = outcome.accepted === null ? null : outcome.accepted ? "accepted" : "not accepted";
  const score = outcome.score === null ? null : `score ${formatNumber(outcome.score, 3)}`;
  return [outcome.status, accepted, score].filter((part) => part !== null).join(", ");
}

function completeWords({ candidates_from, candidates_complete }: DecisionView) {
  if (candidates_from === "none") return <Unknown>none known</Unknown>;
  const origin = candidates_from === "logged" ? "logged" : "declared by the policy";
  return `${origin}, ${candidates_complete ? "complete" : "not complete"}`;
}

const rubricOf = (decision: DecisionView, generated: boolean): Definition[] => [
  { term: "When", value: when(decision.occurred_at) },
  {
    term: "Decided by",
    value: [DECIDED_BY_WORDS[decision.decided_by], decision.decided_because]
      .filter((part) => part !== null)
      .join(": "),
  },
  { term: "Policy version", value: said(decision.policy_version) },
  { term: "Candidates", value: completeWords(decision) },
  { term: "Traffic", value: generated ? <GeneratedMark /> : "delivered by a gateway" },
];

const factsOf = (decision: DecisionView): Definition[] => [
  { term: "Decision", value: mono(decision.decision_id) },
  { term: "Traffic source", value: mono(decision.source) },
  { term: "Router", value: decision.router },
  { term: "Arm", value: decision.arm.replace("_", "-") },
  { term: "Task", value: said(decision.task) },
  { term: "Requested model", value: mono(decision.requested_model) },
  { term: "Chosen model", value: mono(decision.chosen_model) },
  { term: "Its owner", value: decision.owner_name ?? <Unknown>unattributed</Unknown> },
  { term: "Region", value: said(decision.region) },
  { term: "Customer, as a keyed hash", value: mono(decision.tenant) },
  { term: "Session", value: mono(decision.session_id) },
  { term: "Input", value: counted(decision.input_tokens, "tokens") },
  { term: "Output", value: counted(decision.output_tokens, "tokens") },
  {
    term: "Cost",
    value:
      decision.cost_usd === null ? <Unknown>not logged</Unknown> : `USD ${formatCost(decision.cost_usd)}`,
  },
  { term: "Latency", value: counted(decision.latency_ms, "ms") },
  { term: "Outcome", value: outcomeWords(decision) },
];

/** One decision: what was chosen, from what, and what the test makes of it. */
export function DecisionPage({ decision, parties, generated, chosen_candidate }: DecisionPageProps) {
  const hues = partyHues(parties);
  const note = candidatesNote(decision);
  const rows: CandidateRow[] = (decision.candidates ?? []).map((candidate, place) => ({
    ...candidate,
    place,
    hue: hues.get(candidate.owner ?? "") ?? "others",
    chosen: candidate.model === chosen_candidate,
  }));
  return (
    <>
      <PageHeader
        size="record"
        kicker={generated ? "Simulated decision" : "Decision"}
        title={decisionTitle(decision, chosen_candidate ?? undefined)}
        lead={testedSentence(decision)}
        rubric={rubricOf(decision, generated)}
      />
      {rows.length === 0 ? (
        <Section number={1} title={candidatesFinding(decision)}>
          <p>{note ?? "Without them nobody can say what a neutral router would have chosen here."}</p>
        </Section>
      ) : (
        <Section
          wide
          number={1}
          title={candidatesFinding(decision)}
          {...(note === null ? {} : { text: <p>{note}</p> })}
        >
          <CandidatesTable rows={rows} declared={decision.candidates_from === "policy"} />
        </Section>
      )}
      <Section number={2} title="As it was logged">
        <DefinitionList items={factsOf(decision)} />
      </Section>
    </>
  );
}
