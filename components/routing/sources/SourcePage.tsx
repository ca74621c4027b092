import { type Definition, GeneratedMark, LinkButton, PageHeader, Section, Unknown } from "@/components/ui";
import { formatCount, formatDateTime, formatNumber, formatRange } from "@/lib/kernel/format";
import type { NamedProduct } from "@/lib/register";
import {
  type BatchList,
  type BatchView,
  type LatestReconciliation,
  type PurgeList,
  QUALITY_BASIS_LABELS,
  type ReadinessAnswer,
  type SourceHealth,
  type TrafficSourceView,
} from "@/lib/routing";
import { BatchesTable } from "./BatchesTable";
import { CountsSection } from "./CountsSection";
import { HealthSection } from "./HealthSection";
import { LineErrors } from "./LineErrors";
import { PostHint } from "./PostHint";
import { PurgeDialog } from "./PurgeDialog";
import { PurgeSection } from "./PurgeSection";
import { ReadinessSections } from "./SourcesPage";
import { UploadPanel } from "./UploadPanel";

export type SourcePageProps = {
  source: TrafficSourceView;
  batches: BatchList;
  /** The delivery that was opened; null for none. */
  opened: BatchView | null;
  readiness: ReadinessAnswer;
  health: SourceHealth;
  products: readonly NamedProduct[];
  /** Absent for who may not read them: reasons and a partner's own figures are not for everybody. */
  purges?: PurgeList;
  /** Null while the source holds no counts. */
  counts?: LatestReconciliation | null;
  may_write: boolean;
  may_purge: boolean;
  base: string;
};

const after = (time: string): Date => new Date(Date.parse(time) + 1);

const rubricOf = (source: TrafficSourceView): Definition[] => [
  {
    term: "Last delivery",
    value: source.last_received_at ? formatDateTime(source.last_received_at) : <Unknown>none yet</Unknown>,
  },
  {
    term: "Decisions from",
    value: source.first_at && source.last_at ? formatRange(source.first_at, after(source.last_at)) : null,
  },
  {
    term: "Quality of candidates",
    value: `${QUALITY_BASIS_LABELS[source.effective_quality_basis]}${source.quality_basis ? "" : ", as the format usually is"}`,
  },
  { term: "Made by", value: source.generated ? <GeneratedMark /> : "a gateway" },
];

const leadOf = (source: TrafficSourceView): string => {
  const what = formatCount(source.decisions, source.generated ? "simulated decision" : "decision");
  return source.batches === 0
    ? "Nothing has been delivered yet."
    : `${what} in ${formatCount(source.batches, "delivery", "deliveries")}.`;
};

const purgedWords = ({ state, purged, accepted }: BatchView): string | null => {
  if (state === "purging") return "It is being purged.";
  if (purged === 0) return state === "purged" ? "It is purged." : null;
  return `${formatNumber(purged)} of the ${formatCount(accepted, "decision")} stored from it are purged.`;
};

function Delivery({ batch, may_purge }: { batch: BatchView; may_purge: boolean }) {
  const purged = purgedWords(batch);
  const title = `${batch.file_name ?? "The delivery"} of ${formatDateTime(batch.created_at)}`;
  const unread =
    batch.rejected === 0
      ? "Every record could be read."
      : `${formatCount(batch.rejected, "record")} could not be read.`;
  return (
    <Section
      id="delivery"
      title={title}
      text={
        <>
          <p>{unread}</p>
          {purged ? <p>{purged}</p> : null}
          <p>
            SHA-256 of the bytes <span className="mono [overflow-wrap:anywhere]">{batch.body_hash}</span>
          </p>
          {may_purge && batch.state === "stored" ? (
            <div className="acts mt-4">
              <PurgeDialog
                url={`/api/v1/routing/batches/${batch.id}/purge`}
                label="Purge this delivery"
                title={`Purge ${batch.file_name ?? "the delivery"} of ${formatDateTime(batch.created_at)}`}
                asks_from={false}
              />
            </div>
          ) : null}
        </>
      }
    >
      {batch.errors.length > 0 ? <LineErrors errors={batch.errors} rejected={batch.rejected} /> : null}
    </Section>
  );
}

/** One traffic source: what was delivered, what could not be read, and what its log allows. */
export function SourcePage(props: SourcePageProps) {
  const { source, batches, opened, readiness, health, products, purges, counts, may_write, may_purge, base } =
    props;
  const path = `/routing/sources/${encodeURIComponent(source.key)}`;
  return (
    <>
      <PageHeader
        size="record"
        kicker={<span className="mono">{source.key}</span>}
        title={source.name}
        lead={source.note ? `${leadOf(source)} ${source.note}` : leadOf(source)}
        rubric={rubricOf(source)}
        actions={may_write ? <LinkButton href={`${path}/edit`}>Edit</LinkButton> : null}
      />
      {opened ? <Delivery batch={opened} may_purge={may_purge} /> : null}
      <Section wide title="Deliveries">
        <BatchesTable rows={batches.items} next_cursor={batches.next_cursor} />
      </Section>
      {source.batches > 0 ? <HealthSection health={health} /> : null}
      {may_write ? (
        <Section title="Load a log" text={<p>Loading the same file again stores nothing twice.</p>}>
          <UploadPanel sources={[{ key: source.key, name: source.name }]} />
        </Section>
      ) : null}
      <ReadinessSections readiness={readiness} products={products} may_write={may_write} first={1} />
      {may_write ? (
        <Section
          title="Let the gateway post"
          text={
            <p>Whoever runs this server makes a key for this source; it can post traffic and nothing else.</p>
          }
        >
          <PostHint source={source.key} base={base} />
        </Section>
      ) : null}
      {counts === undefined ? null : (
        <CountsSection source={source} answer={counts} may_write={may_write} base={base} />
      )}
      {purges ? <PurgeSection source={source} purges={purges} may_purge={may_purge} /> : null}
    </>
  );
}
