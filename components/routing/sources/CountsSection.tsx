import { LinesChart } from "@/components/chart";
import { SimpleTable, type TableColumn } from "@/components/table";
import { Section, Unknown } from "@/components/ui";
import { formatCount, formatDateShort, formatNumber, formatRange, formatSigned } from "@/lib/kernel/format";
import {
  differenceWords,
  GAP_WORDS,
  type LatestReconciliation,
  type ReconciledDay,
  type ReconciledModel,
  type ReconciliationAnswer,
  reconciliationChart,
  reconciliationFinding,
  type TrafficSourceView,
} from "@/lib/routing";
import { Command } from "./Command";
import { CountsUpload } from "./CountsUpload";

const MOST_GAPS = 50;

const GAPS: readonly TableColumn<ReconciledDay>[] = [
  { id: "day", header: "Day", cell: ({ day }) => <span className="nb">{formatDateShort(day)}</span> },
  { id: "model", header: "Model", cell: ({ model }) => model },
  {
    id: "theirs",
    header: "Theirs",
    align: "right",
    cell: ({ theirs }) => (theirs === null ? <Unknown>not said</Unknown> : formatNumber(theirs)),
  },
  { id: "ours", header: "Our log", align: "right", cell: ({ ours }) => formatNumber(ours) },
  {
    id: "difference",
    header: "Theirs less ours",
    align: "right",
    cell: ({ difference }) => formatSigned(difference),
  },
  { id: "gap", header: "Unexplained", wide: true, cell: ({ gap }) => (gap ? GAP_WORDS[gap] : "") },
];

const modelColumns = ({ totals }: ReconciliationAnswer): readonly TableColumn<ReconciledModel>[] => [
  { id: "model", header: "Model", cell: ({ model }) => model, sum: "All" },
  {
    id: "owner",
    header: "Owner",
    cell: ({ owner_name }) => owner_name ?? <Unknown>unattributed</Unknown>,
  },
  {
    id: "gap_days",
    header: "Days with a gap",
    align: "right",
    cell: ({ days, gap_days }) => `${formatNumber(gap_days)} of ${formatNumber(days)}`,
  },
  {
    id: "theirs",
    header: "Theirs",
    align: "right",
    cell: ({ theirs }) => formatNumber(theirs),
    sum: formatNumber(totals.theirs),
  },
  {
    id: "ours",
    header: "Our log",
    align: "right",
    cell: ({ ours }) => formatNumber(ours),
    sum: formatNumber(totals.ours),
  },
  {
    id: "difference",
    header: "Theirs less ours",
    align: "right",
    cell: ({ difference }) => formatSigned(difference),
    sum: formatSigned(totals.difference),
  },
];

const countsCommand = (base: string): string =>
  [
    `curl ${base}/api/v1/ingest/counts \\`,
    `  -H "Authorization: Bearer $EVENHAND_KEY" \\`,
    `  -H "Content-Type: application/json" \\`,
    `  --data '[{"day": "2026-11-20", "model": "zeta-large", "decisions": 1412}]'`,
  ].join("\n");

function Uncounted({ answer }: { answer: ReconciliationAnswer }) {
  if (answer.uncounted.length === 0) return null;
  const names = answer.uncounted.map(
    ({ model, ours }) => `${model} (${formatCount(ours, "decision")} in our log)`,
  );
  return <p className="note">Of these models of the same owners they say nothing: {names.join(", ")}.</p>;
}

function Reconciled({ answer }: { answer: LatestReconciliation }) {
  const gaps = answer.gaps.slice(0, MOST_GAPS);
  return (
    <div className="grid gap-8">
      <LinesChart model={reconciliationChart(answer, answer.hue)} />
      <SimpleTable
        label="Both sides by model"
        columns={modelColumns(answer)}
        rows={answer.models}
        row_key={({ product, model }) => `${product} ${model}`}
        tight
        cards={2}
      />
      {gaps.length > 0 ? (
        <div className="grid gap-3">
          <SimpleTable
            label="Unexplained gaps, the largest first"
            columns={GAPS}
            rows={gaps}
            row_key={({ day, product, model }) => `${day} ${product} ${model}`}
            tight
            cards={2}
          />
          {answer.gaps.length > gaps.length ? (
            <p className="note">
              {`The largest ${formatNumber(gaps.length)} of ${formatNumber(answer.gaps.length)}; /api/v1/routing/reconciliation has all of them.`}
            </p>
          ) : null}
        </div>
      ) : null}
      <Uncounted answer={answer} />
    </div>
  );
}

/** What the other side says it served against our own log; without counts, how to get them. */
export function CountsSection({
  source,
  answer,
  may_write,
  base,
}: {
  source: TrafficSourceView;
  /** Null while the source holds no counts. */
  answer: LatestReconciliation | null;
  may_write: boolean;
  base: string;
}) {
  const post = <Command text={countsCommand(base)} label="Copy the post of counts" />;
  const upload = may_write ? <CountsUpload source={source.key} /> : null;
  if (!answer)
    return (
      <Section
        id="counts"
        title="Nobody has counted along yet."
        text={
          <p>A partner’s own figures, by day and model, show whether our log holds all of the traffic.</p>
        }
      >
        <div className="grid gap-6">
          <p>
            What {source.name} says it served is compared here with our log once it is posted with this
            source’s key, or loaded as a file with the fields day, model and decisions.
          </p>
          {upload}
          {post}
        </div>
      </Section>
    );
  return (
    <Section
      wide
      id="counts"
      title={reconciliationFinding(answer)}
      text={
        <p>
          {formatRange(answer.from, answer.to)}. {differenceWords(answer)} Ours are all decisions of the same
          models, whoever decided, also those that failed; days are UTC days.
        </p>
      }
    >
      <div className="grid gap-8">
        <Reconciled answer={answer} />
        {upload}
        <details>
          <summary>How counts are posted</summary>
          {post}
        </details>
      </div>
    </Section>
  );
}
