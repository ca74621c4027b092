import type { z } from "zod";
import { Visibility } from "../fields";
import { ReviewStatus } from "../reviews/schema";
import { trafficFactor } from "./factors/traffic";
import { POINTS_TABLE, severityOf } from "./points-table";
import type { StoredFactors, StoredPath } from "./record";
import {
  type FactorView,
  OverlapKind,
  type OverlapListItem,
  OverlapStatus,
  overlapName,
  type PathFactView,
  type PathNodeView,
} from "./schema";
import { rate } from "./severity";
import type { TrafficStakes } from "./snapshot";
import type { OverlapRow } from "./store";

/** What a list says of an overlap. */
export function toOverlapListItem(row: OverlapRow): OverlapListItem {
  const parties = row.parties ?? [];
  return {
    id: row.id,
    key: overlapName(row.number),
    title: row.title,
    kind: OverlapKind.parse(row.kind),
    status: OverlapStatus.parse(row.status),
    severity: row.severity,
    points: row.points,
    points_max: row.points_max,
    known: row.known,
    factor_count: row.factor_count,
    segment: row.segment,
    segment_name: row.segment_name,
    parties: parties.map(({ key }) => key),
    party_names: parties.map(({ name }) => name),
    counterparts: parties.filter(({ role }) => role !== "platform").map(({ name }) => name),
    products: row.products,
    own_products: row.own_products,
    rule: row.rule,
    rule_version: row.rule_version,
    points_table: row.points_table,
    facts_hash: row.facts_hash,
    visibility: Visibility.parse(row.visibility),
    detected_at: row.detected_at.toISOString(),
    due: row.due,
    preparer: row.preparer,
    preparer_name: row.preparer_name,
    reviewer: row.reviewer,
    reviewer_name: row.reviewer_name,
    open_review: row.open_review,
    open_review_status: ReviewStatus.nullable().parse(row.open_review_status),
    superseded_at: row.superseded_at?.toISOString() ?? null,
    updated_at: row.updated_at.toISOString(),
    version: row.version,
  };
}

/** The factors with their share of the table; words about traffic are those of today's figures. */
export function toFactorViews(stored: StoredFactors, traffic: TrafficStakes | null): FactorView[] {
  return stored.list.map((factor) => ({
    key: factor.key,
    label: POINTS_TABLE.factors[factor.key].label,
    known: factor.key === "traffic" ? trafficFactor(stored.traffic_scope, traffic).known : factor.known,
    points: factor.points,
    max: POINTS_TABLE.factors[factor.key].max,
  }));
}

/** What the unknown factors could still add, in points, and the severity that this would reach. */
export function couldReach({ list, weight }: StoredFactors): { could_add: number; could_reach: number } {
  const { points, could_add } = rate(list, weight);
  return { could_add, could_reach: severityOf(points + could_add) };
}

type Sources = ReadonlyMap<string, PathFactView["sources"][number]>;
type StoredNode = PathNodeView & { id: string };

const toNodeView = ({ kind, key, label, note, own }: StoredNode): PathNodeView => ({
  kind,
  key,
  label,
  note,
  own,
});

export function toPathViews(path: z.infer<typeof StoredPath>, sources: Sources): PathFactView[] {
  return path.map(({ source_ids, links, ...fact }) => ({
    no: fact.no,
    relation: fact.relation,
    entity: fact.entity,
    id: fact.id,
    key: fact.key,
    label: fact.label,
    sentence: fact.sentence,
    figure: fact.figure ?? null,
    visibility: fact.visibility,
    needed: fact.needed,
    sources: source_ids.flatMap((id) => sources.get(id) ?? []),
    links: links.map(({ from, to }) => ({ from: toNodeView(from), to: toNodeView(to) })),
  }));
}
