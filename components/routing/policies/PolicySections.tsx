import Link from "next/link";
import { SimpleTable, type TableColumn } from "@/components/table";
import { GeneratedMark, HueKey, Section, Unknown } from "@/components/ui";
import {
  capitalise,
  formatCount,
  formatNumber,
  formatPercent,
  formatPercentNumber,
  numberWord,
} from "@/lib/kernel/format";
import { type Hue, type HueParty, partyHues } from "@/lib/kernel/hue";
import type { ShareAnswer } from "@/lib/routing";

type Candidate = { model: string; owner: string | null; owner_name: string | null; first_party: boolean };
type Row = Candidate & { hue: Hue };

export type PolicySectionsProps = {
  router: string;
  version: string;
  candidates: readonly Candidate[];
  parties: readonly HueParty[];
  answer: ShareAnswer | null;
  generated: boolean;
};

const CANDIDATES: readonly TableColumn<Row>[] = [
  { id: "model", header: "Model", cell: ({ model, hue }) => <HueKey hue={hue}>{model}</HueKey> },
  {
    id: "owner",
    header: "Owner",
    cell: ({ owner_name }) => owner_name ?? <Unknown>matches no model</Unknown>,
  },
];

/** "Six candidates, two of them our own." */
export function candidatesFinding(candidates: readonly Candidate[]): string {
  const own = candidates.filter(({ first_party }) => first_party).length;
  if (candidates.length === 0) return "Its candidates are not recorded.";
  const all = `${capitalise(numberWord(candidates.length))} ${candidates.length === 1 ? "candidate" : "candidates"}`;
  return `${all}, ${own === 0 ? "none" : numberWord(own)} of them our own.`;
}

type ShareRow = ShareAnswer["rows"][number] & { hue: Hue };

const SHARES: readonly TableColumn<ShareRow>[] = [
  {
    id: "owner",
    header: "Owner of the chosen model",
    cell: ({ label, hue, first_party }) => (
      <HueKey hue={hue}>{first_party ? "Our own models" : label}</HueKey>
    ),
  },
  { id: "decisions", header: "Decisions", align: "right", cell: ({ decisions }) => formatNumber(decisions) },
  { id: "share", header: "Share, %", align: "right", cell: ({ share }) => formatPercentNumber(share) },
];

const finding = (answer: ShareAnswer, generated: boolean): string =>
  `Under it our own models took ${formatPercent(answer.first_party.share)} of ${formatCount(answer.total, generated ? "simulated routed decision" : "routed decision")}.`;

/** Whose the candidates are, and what the router did under this version. */
export function PolicySections({
  router,
  version,
  candidates,
  parties,
  answer,
  generated,
}: PolicySectionsProps) {
  const hues = partyHues(parties);
  const hueOf = (owner: string | null) => hues.get(owner ?? "") ?? "others";
  const query = new URLSearchParams({ router, policy_version: version });
  return (
    <>
      <Section
        title={answer ? finding(answer, generated) : "No decision carries this version yet."}
        text={
          answer ? (
            <p>
              <Link href={`/routing/share?${query}`}>See it over time</Link>
            </p>
          ) : (
            <p>Decisions are told by router and policy version, as their log names them.</p>
          )
        }
      >
        {answer ? (
          <>
            {generated ? <GeneratedMark /> : null}
            <SimpleTable
              label="What the router chose under this version"
              columns={SHARES}
              rows={answer.rows.map((row) => ({ ...row, hue: hueOf(row.key) }))}
              row_key={({ key }) => key}
              row_tone={({ first_party }) => (first_party ? "we" : undefined)}
              tight
            />
          </>
        ) : null}
      </Section>
      <Section title={candidatesFinding(candidates)}>
        {candidates.length > 0 ? (
          <SimpleTable
            label="Candidates"
            columns={CANDIDATES}
            rows={candidates.map((candidate) => ({ ...candidate, hue: hueOf(candidate.owner) }))}
            row_key={({ model }) => model}
            row_tone={({ first_party }) => (first_party ? "we" : undefined)}
            tight
          />
        ) : null}
      </Section>
    </>
  );
}
