import type { ReactNode } from "react";
import { SimpleTable, type TableColumn } from "@/components/table";
import { Section } from "@/components/ui";
import type { AnswerList, AttestationAnswerView } from "@/lib/commitments";
import { capitalise, countInWords, formatDate, formatDateTime, numberWord } from "@/lib/kernel/format";
import { waitingWords } from "./answers-words";

const ANSWERS = { kept: "Kept", not_kept: "Not kept", cannot_say: "Cannot say" } as const;

const COLUMNS: readonly TableColumn<AttestationAnswerView>[] = [
  {
    id: "answer",
    header: "Answer",
    cell: (row) => (
      <>
        <b>{ANSWERS[row.answer]}</b> <small>{row.email}</small>
      </>
    ),
  },
  { id: "day", header: "Period up to", cell: (row) => <span className="nb">{formatDate(row.day)}</span> },
  { id: "statement", header: "What it rests on", wide: true, cell: (row) => row.statement },
  {
    id: "evidence",
    header: "Evidence",
    wide: true,
    cell: (row) =>
      row.evidence_sha256 === null ? (
        <span className="mute">none</span>
      ) : (
        <>
          {row.evidence_url ? (
            <a href={row.evidence_url}>{new URL(row.evidence_url).host}</a>
          ) : (
            "kept elsewhere"
          )}
          <small className="hash">sha256:{row.evidence_sha256}</small>
          {row.expires_on ? <small>holds until {formatDate(row.expires_on)}</small> : null}
        </>
      ),
  },
  { id: "answered_at", header: "Given", cell: (row) => formatDateTime(row.answered_at) },
];

/** What people answered where nothing can be measured: weaker than a measurement, and shown so. */
export function AnswersSection({
  number,
  answers,
  email,
  act,
}: {
  number: number;
  answers: AnswerList;
  /** Of the reader. */
  email: string;
  act: ReactNode;
}) {
  const n = answers.items.length;
  const proven = answers.items.filter(({ evidence_sha256 }) => evidence_sha256 !== null).length;
  const evidence = `${proven === 0 ? "none" : proven === n ? "all" : numberWord(proven)} with evidence`;
  const waiting = waitingWords(answers.periods, email);
  return (
    <Section
      wide
      number={number}
      id="answers"
      title={n === 0 ? "Nobody has answered yet." : capitalise(`${countInWords(n, "answer")}, ${evidence}.`)}
      text={
        <>
          {waiting ? <p>{waiting}</p> : null}
          <p>
            An attestation is weaker than a measurement: it says what people say, and what they rest it on. No
            answer is ever changed. A period is answered when it is over, until it is judged.
          </p>
          {act}
        </>
      }
    >
      <SimpleTable
        label="Answers"
        columns={COLUMNS}
        rows={answers.items}
        row_key={(row) => row.id}
        cards={2}
        empty={<p className="mute">Here would be each answer with its evidence and its hash.</p>}
      />
    </Section>
  );
}
