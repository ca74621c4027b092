import Link from "next/link";
import type { ReactNode } from "react";
import { conditionState } from "@/components/overlaps/condition-words";
import { SimpleTable, type TableColumn } from "@/components/table";
import { type Definition, PageHeader, Section, Unknown } from "@/components/ui";
import { formatBytes, formatDate, formatDateShort, formatDateTime } from "@/lib/kernel/format";
import {
  CONDITION_KIND_LABELS,
  CONDITION_STATUS_LABELS,
  type ConditionEvent,
  type ConditionProofView,
  type ConditionView,
} from "@/lib/register";
import { conditionLead, eventWords, judgedTitle, proofsTitle, titleOf } from "./condition-page-words";

export type ConditionPageProps = {
  condition: ConditionView;
  today: string;
  /** Buttons; null where there is nothing to do. */
  acts: ReactNode;
};

function rubricOf({ condition, today }: ConditionPageProps): Definition[] {
  const { status, owner_label, owner, due_on, covered_to, overlap, review, finding } = condition;
  const { more } = conditionState(condition, today);
  return [
    {
      term: "Status",
      value: (
        <>
          <b>{CONDITION_STATUS_LABELS[status]}</b>
          {more ? `, ${more}` : ""}
        </>
      ),
    },
    { term: "Owner", value: `${owner_label}, ${owner}` },
    { term: "Due", value: formatDate(due_on) },
    {
      term: "Shown to hold up to",
      value: covered_to === null ? <Unknown>no judgement shows it</Unknown> : formatDate(covered_to),
    },
    {
      term: "Demanded by",
      value: (
        <Link href={`/overlaps/${overlap}/reviews/${review}`}>
          <span className="mono">{review}</span>
        </Link>
      ),
    },
    {
      term: "Finding",
      value: finding && (
        <Link href={`/promise/findings/${finding}`}>
          <span className="mono">{finding}</span>, opened because it was overdue
        </Link>
      ),
    },
  ];
}

const proofColumns = (condition: string): readonly TableColumn<ConditionProofView>[] => [
  {
    id: "file_name",
    header: "File",
    wide: true,
    cell: (row) => (
      <>
        <a href={`/api/v1/conditions/${condition}/proofs/${row.id}`} download={row.file_name}>
          {row.file_name}
        </a>{" "}
        <small>{formatBytes(row.size_bytes)}</small>
        {row.note ? <small className="told">{row.note}</small> : null}
      </>
    ),
  },
  {
    id: "period",
    header: "Supports",
    cell: (row) => `${formatDateShort(row.period_from)} to ${formatDateShort(row.period_to)}`,
  },
  {
    id: "uploaded_at",
    header: "Given",
    cell: (row) => (
      <>
        {formatDateShort(row.uploaded_at)} <small>{row.uploaded_by_label}</small>
      </>
    ),
  },
  {
    id: "sha256",
    header: "SHA-256",
    wide: true,
    cell: (row) => <span className="hash">{row.sha256}</span>,
  },
];

const TONES: Partial<Record<ConditionEvent["kind"], string>> = { opened: "done", ended: "done" };
const toneOf = ({ kind, outcome }: ConditionEvent) => (outcome === "effective" ? "done" : TONES[kind]);

function History({ events }: { events: readonly ConditionEvent[] }) {
  return (
    <ol className="timeline">
      {events.map((event) => (
        <li key={`${event.at} ${event.kind}`} className={toneOf(event)}>
          <time dateTime={event.at}>{formatDateTime(event.at)}</time>
          <i aria-hidden="true" />
          <div>
            <b>{eventWords(event)}</b> <span className="mute">by {event.by}</span>
            {event.said ? <p className="told">{event.said}</p> : null}
          </div>
        </li>
      ))}
    </ol>
  );
}

function ProofSection({ condition }: { condition: ConditionView }) {
  const { proof_list } = condition;
  if (proof_list.length === 0) return <NoProof condition={condition} />;
  return (
    <Section
      number={1}
      wide
      title={proofsTitle(condition)}
      text={
        <p>
          Files are kept as they came in and never changed. What a file supports is its period, not the day it
          was given.
        </p>
      }
    >
      <SimpleTable
        label="Proof"
        columns={proofColumns(condition.id)}
        rows={proof_list}
        row_key={(row) => row.id}
        cards={2}
      />
    </Section>
  );
}

/** What would be here, and who gives it. */
const NoProof = ({ condition }: { condition: ConditionView }) => (
  <Section number={1} title="No proof yet.">
    <p className="told-words">
      {condition.status === "ended"
        ? "It ended before anybody gave proof."
        : `Here would be files that show it is met, each with its SHA-256, who gave it and the period that it supports. ${condition.owner_label} sees to it.`}
    </p>
  </Section>
);

/** One condition: what was demanded, what shows that it is met, and who judged that. */
export function ConditionPage(props: ConditionPageProps) {
  const { condition, today, acts } = props;
  const { key, kind, text, overlap, overlap_title } = condition;
  const title = titleOf(text);
  return (
    <>
      <PageHeader
        size="record"
        kicker={
          <>
            <span className="mono">{key}</span> · {CONDITION_KIND_LABELS[kind].toLowerCase()} ·{" "}
            <Link href={`/overlaps/${overlap}`}>{overlap_title}</Link>
          </>
        }
        title={title}
        lead={conditionLead(condition, today)}
        rubric={rubricOf(props)}
        actions={acts}
      />
      {title === text ? null : (
        <Section title="What is demanded, in full.">
          <p className="told-words">{text}</p>
        </Section>
      )}
      <ProofSection condition={condition} />
      <Section
        number={2}
        id="judgements"
        title={judgedTitle(condition)}
        text={<p>By somebody of compliance who neither owns the condition nor gave the proof.</p>}
      >
        <History events={condition.history} />
      </Section>
    </>
  );
}
