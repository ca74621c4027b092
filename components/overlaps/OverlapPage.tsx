import { Suspense } from "react";
import { type Definition, PageEnd, PageHeader, Pips, Skeleton, Verdict } from "@/components/ui";
import { formatCount, formatDigest } from "@/lib/kernel/format";
import type { Neutrality } from "@/lib/neutrality";
import { OVERLAP_KIND_LABELS, OVERLAP_STATUS_LABELS, type OverlapView } from "@/lib/register";
import type { OverlapTraffic } from "@/lib/reports";
import { FactPath } from "./FactPath";
import { HistorySection } from "./HistorySection";
import { ReviewSection, shortHash } from "./ReviewSection";
import { SeveritySection } from "./SeveritySection";
import { TrafficSection, TrafficVerdict } from "./TrafficSection";
import { dueWords, overlapLead } from "./words";

export type OverlapPageProps = {
  overlap: OverlapView;
  traffic: { traffic: OverlapTraffic; neutrality: Promise<Neutrality> } | null;
  now_ms: number;
};

const RULE_NUMBERS = {
  product_overlap: 1,
  rival_investees: 2,
  shared_investor: 3,
  router_overlap: 4,
  wall_missing: 5,
  channel_conflict: 6,
};

function rubricOf({ overlap, traffic, now_ms }: OverlapPageProps): Definition[] {
  const secret = overlap.path.filter(({ visibility }) => visibility === "confidential").length;
  return [
    {
      term: "Severity",
      value: (
        <>
          <Pips value={overlap.severity} of={5} label="Severity" /> <b>{overlap.severity} of 5</b>,{" "}
          {overlap.known} of {overlap.factor_count} factors known
        </>
      ),
    },
    {
      term: "Verdict on its traffic",
      value:
        overlap.kind !== "router_overlap" ? null : traffic ? (
          <Suspense fallback={<Skeleton width={88} height={20} />}>
            <TrafficVerdict {...traffic} />
          </Suspense>
        ) : (
          <Verdict verdict="no_data" />
        ),
    },
    { term: "To be judged by", value: overlap.due ? dueWords(overlap.due, now_ms) : null },
    {
      term: "Found by",
      value: (
        <>
          Rule {RULE_NUMBERS[overlap.kind]},{" "}
          <span className="mono">{`${overlap.rule}@${overlap.rule_version}`}</span>
        </>
      ),
    },
    {
      term: "Facts",
      value: (
        <>
          <span className="mono">{shortHash(overlap.facts_hash)}</span>,{" "}
          {formatCount(overlap.path.length, "fact")}
          {secret > 0 ? `, ${secret} confidential` : ""}
        </>
      ),
    },
  ];
}

/** One overlap: what it is, the facts that make it true, how grave it is, who judges it, what happened to it. */
export function OverlapPage(props: OverlapPageProps) {
  const { overlap, traffic } = props;
  return (
    <>
      <PageHeader
        size="record"
        kicker={
          <>
            <span className="mono">{overlap.key}</span> · {OVERLAP_KIND_LABELS[overlap.kind].toLowerCase()}
            {overlap.segment_name ? ` · ${overlap.segment_name.toLowerCase()}` : ""} ·{" "}
            <b>{OVERLAP_STATUS_LABELS[overlap.status].toLowerCase()}</b>
          </>
        }
        title={overlap.title}
        lead={overlapLead(overlap)}
        rubric={rubricOf(props)}
      />
      <FactPath overlap={overlap} traffic={traffic?.traffic ?? null} />
      <SeveritySection overlap={overlap} />
      <ReviewSection overlap={overlap} />
      {traffic ? <TrafficSection number={4} {...traffic} /> : null}
      <HistorySection number={traffic ? 5 : 4} items={overlap.history} />
      <PageEnd
        items={[
          { key: "table", content: <>Points table version {overlap.points_table}</> },
          { key: "hash", content: <span className="mono">{formatDigest(overlap.facts_hash)}</span> },
        ]}
      />
    </>
  );
}
