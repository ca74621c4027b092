import { createHash } from "node:crypto";
import { z } from "zod";
import { canonicalJson, toCanonical } from "@/lib/audit";
import type { Detected } from "./detect";
import type { PathFact } from "./path";
import { FACTORS } from "./points-table";

const Node = z.object({
  kind: z.enum(["party", "product", "model", "segment", "router"]),
  id: z.string(),
  key: z.string(),
  label: z.string(),
  note: z.string().nullable(),
  own: z.boolean(),
});

/** A path as stored. Parsed on the way out: what an older version wrote must still be shown. */
export const StoredPath = z.array(
  z.object({
    no: z.number().int(),
    relation: z.enum(["sold_in", "owns", "runs", "names", "invested", "holds", "right", "available"]),
    entity: z.string(),
    id: z.string(),
    key: z.string(),
    label: z.string(),
    sentence: z.string(),
    figure: z.string().optional(),
    visibility: z.enum(["public", "internal", "confidential"]),
    source_ids: z.array(z.string()),
    needed: z.boolean(),
    /** Digest of what the fact says, whatever its words; absent in what older versions wrote. */
    substance: z.string().optional(),
    detail: z.string().optional(),
    links: z.array(z.object({ from: Node, to: Node })),
  }),
);

export const StoredFactors = z.object({
  /** Of everything that the row holds: equal digests need no write. */
  digest: z.string(),
  weight: z.union([z.literal(1), z.literal(0.5)]),
  traffic_scope: z.union([z.object({ product_ids: z.array(z.string()) }), z.object({ router: z.string() })]),
  list: z.array(z.object({ key: z.enum(FACTORS), known: z.string(), points: z.number().int().nullable() })),
});
export type StoredFactors = z.infer<typeof StoredFactors>;

const sha256 = (value: unknown): string =>
  createHash("sha256")
    .update(canonicalJson(toCanonical(value)))
    .digest("hex");

/**
 * Hash of the facts that an overlap rests on and is weighed by: their substance, in no order, and the points of the
 * register's factors. Names, wording, sources and traffic are no part: a review does not go stale over them.
 */
export function factsHash(found: Detected): string {
  const facts = found.path.map((fact: PathFact) => [fact.relation, fact.entity, fact.id, fact.substance]);
  const points = found.factors
    .filter(({ key }) => key !== "traffic")
    .map(({ key, points: reached }) => [key, reached]);
  return sha256({
    rule: [found.rule, found.rule_version],
    weight: found.weight,
    facts: facts.map((fact) => JSON.stringify(fact)).sort(),
    points,
  });
}

/**
 * Digest of everything that is kept of an overlap. Detection makes its values in a fixed order, so plain JSON serves:
 * this runs for every overlap at every change. Words about traffic change with each batch and are made anew when
 * shown; only its points count.
 */
export function digestOf(found: Detected): string {
  const { traffic_scope, factors, ...rest } = found;
  const lasting = factors.map(({ key, known, points }) => [key, points, key === "traffic" ? "" : known]);
  return createHash("sha256")
    .update(JSON.stringify([rest, traffic_scope, lasting]))
    .digest("hex");
}

/** The columns of an overlap that come from detection; who it is and what became of it are not among them. */
export function columnsOf(found: Detected) {
  const { severity } = found;
  const factors: StoredFactors = {
    digest: digestOf(found),
    weight: found.weight,
    traffic_scope: found.traffic_scope,
    list: found.factors.map(({ key, known, points }) => ({ key, known, points })),
  };
  return {
    kind: found.kind,
    title: found.title,
    segment_id: found.segment_id,
    severity: severity.severity,
    points: severity.points,
    points_max: severity.points_max,
    known: severity.known,
    factor_count: severity.factor_count,
    points_table: found.points_table,
    path: found.path.map(({ substance, party_ids: _, ...fact }) => ({
      ...fact,
      substance: sha256(substance).slice(0, 16),
    })),
    facts_hash: factsHash(found),
    rule: found.rule,
    rule_version: found.rule_version,
    visibility: found.visibility,
    factors,
  };
}
export type OverlapColumns = ReturnType<typeof columnsOf>;
