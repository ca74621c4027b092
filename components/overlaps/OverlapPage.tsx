import { Suspense } from "react";
import { type Definition, PageEnd, PageHeader, Pips, Skeleton, Verdict } from "@/components/ui";
import { formatCount, formatDigest } from "@/lib/kernel/format";
import { formatDay } from "@/lib/kernel/time";
import type { Neutrality } from "@/lib/neutrality";
import {
  type BarredPerson,
  type ConditionListItem,
  OVERLAP_KIND_LABELS,
  OVERLAP_STATUS_LABELS,
  type OverlapCommentView,
  type OverlapView,
  type ReviewView,
} from "@/lib/register";
import type { OverlapTraffic } from "@/lib/reports";
import { ChangesSection } from "./ChangesSection";
import { CommentsSection } from "./CommentsSection";
import { ConditionsSection } from "./ConditionsSection";
import type { HandedOn } from "./DecideDialog";
import { FactPath } from "./FactPath";
import { HistorySection } from "./HistorySection";
import { ReviewSection, shortHash } from "./ReviewSection";
import { lastJudgement } from "./review-words";
import { SeveritySection } from "./SeveritySection";
import { overlapStory } from "./story";
import { TrafficSection, TrafficVerdict } from "./TrafficSection";
import { dueWords } from "./words";

export type OverlapPageProps = {
  overlap: OverlapView;
  traffic: { traffic: OverlapTraffic; neutrality: Promise<Neutrality> } | null;
  /** Newest first. */
  reviews: readonly ReviewView[];
  conditions: readonly ConditionListItem[];
  /** Oldest first. */
  comments: readonly OverlapCommentView[];
  /** Who may not decide the review that is open. */
  barred: readonly BarredPerson[];
  handed_on: readonly HandedOn[];
  /** `person:ID` of the reader. */
  me: string;
  /** Whether the reader is the reviewer who is assigned. */
  seat_is_mine: boolean;
  may: { ask: boolean; comment: boolean };
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
    { term: "Decision due", value: overlap.due ? dueWords(overlap.due, now_ms) : null },
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

type Has = { changes: boolean; conditions: boolean; traffic: boolean };

/** The numbers of the sections after path and severity, of which some may be absent. */
function sectionNumbers({ changes, conditions, traffic }: Has) {
  const review = changes ? 4 : 3;
  const traffic_no = review + (conditions ? 2 : 1);
  const comments = traffic_no + (traffic ? 1 : 0);
  return { changes: 3, review, conditions: review + 1, traffic: traffic_no, comments, history: comments + 1 };
}

/** One overlap: the facts that make it true, how grave it is, who judged it on which of them, and what follows from it. */
export function OverlapPage(props: OverlapPageProps) {
  const { overlap, traffic, reviews, conditions, comments, may, now_ms } = props;
  const judged = lastJudgement(reviews);
  const today = formatDay(now_ms);
  const has = { changes: judged !== null, conditions: conditions.length > 0, traffic: traffic !== null };
  const numbers = sectionNumbers(has);
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
        lead={overlapStory(overlap, reviews)}
        rubric={rubricOf(props)}
      />
      <FactPath overlap={overlap} traffic={traffic?.traffic ?? null} />
      <SeveritySection overlap={overlap} />
      {judged ? <ChangesSection number={numbers.changes} review={judged} /> : null}
      <ReviewSection {...props} number={numbers.review} may_ask={may.ask} />
      {has.conditions ? (
        <ConditionsSection number={numbers.conditions} conditions={conditions} today={today} />
      ) : null}
      {traffic ? <TrafficSection number={numbers.traffic} {...traffic} /> : null}
      <CommentsSection
        number={numbers.comments}
        overlap={overlap.key}
        comments={comments}
        may_comment={may.comment}
      />
      <HistorySection number={numbers.history} overlap={overlap.key} items={overlap.history} />
      <PageEnd
        items={[
          { key: "table", content: <>Points table version {overlap.points_table}</> },
          { key: "hash", content: <span className="mono">{formatDigest(overlap.facts_hash)}</span> },
        ]}
      />
    </>
  );
}
