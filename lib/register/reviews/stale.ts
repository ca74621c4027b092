import type { SystemActor } from "@/lib/access";
import type { AuditInput } from "@/lib/audit/server";
import type { Tx } from "@/lib/db/server";
import { endConditions } from "../conditions/end-conditions";
import { updateRows } from "../entity/rows";
import { factsChange, factsOf, ReviewFacts } from "./facts";
import type { FactsChange } from "./schema";
import { JUDGED, reviewsInForce } from "./store";
import { type ReviewNotice, tellAll, tellWaiting } from "./tell-all";

const DETECTION: SystemActor = { kind: "system", id: "detection" };

type Stale = { id: string; version: number; overlap_id: string; because: FactsChange };

/**
 * Marks the reviews stale on which overlaps stood whose facts changed or are gone, with what changed; what they demanded
 * ends where the facts are gone. Tells whoever asked, decided and prepares, and of reviews that are open whoever asked and
 * is to decide. Call as the detection role, after the
 * overlaps are written and in their transaction.
 */
export async function staleReviews(tx: Tx, overlap_ids: readonly string[]): Promise<AuditInput[]> {
  if (overlap_ids.length === 0) return [];
  await tellWaiting(tx, await readWaiting(tx, overlap_ids));
  const stale = await readStale(tx, overlap_ids);
  if (stale.length === 0) return [];
  await updateRows(
    tx,
    "review",
    stale.map(({ id, version, because }) => ({
      ...{ id, status: "stale", version: version + 1, stale_because: because },
    })),
  );
  const notices = stale.map(({ id }) => ({ review_id: id, detail: {}, once: null }));
  await tellAll(tx, "review_stale", "system:detection", notices, { decider: true });
  const ended = stale.filter(({ because }) => because.ended).map(({ overlap_id }) => overlap_id);
  return [...stale.map(entryOf), ...(await endAll(tx, ended))];
}

/** Reviews that wait on other facts than they were submitted on, and any open one whose facts are gone; each round is told once. */
async function readWaiting(tx: Tx, overlap_ids: readonly string[]): Promise<ReviewNotice[]> {
  const rows = await tx.$queryRaw<{ id: string; round: number; waits: string }[]>`
    SELECT r.id::text, r.round, CASE WHEN o.status = 'superseded' THEN 'gone' ELSE 'changed' END AS waits
    FROM review r JOIN overlap o ON o.id = r.overlap_id
    WHERE o.id = ANY (${[...overlap_ids]}::uuid[]) AND CASE WHEN o.status = 'superseded'
      THEN r.status IN ('draft', 'submitted', 'changes_requested') ELSE r.status = 'submitted' AND r.facts_hash <> o.facts_hash END
    ORDER BY r.number`;
  return rows.map(({ id, round, waits }) => ({
    ...{ review_id: id, detail: { waits }, once: `review_stale:${id}:${round}:${waits}` },
  }));
}

async function readStale(tx: Tx, overlap_ids: readonly string[]): Promise<Stale[]> {
  const rows = await tx.review.findMany({
    where: { id: { in: [...(await reviewsInForce(tx, overlap_ids))] } },
    include: { overlap: { select: JUDGED } },
    orderBy: { number: "asc" },
  });
  const isEnded = ({ overlap }: (typeof rows)[number]) => overlap.status === "superseded";
  const gone = await goneFacts(
    tx,
    rows.filter(isEnded).map(({ id }) => id),
  );
  return rows.flatMap((row) => {
    const { id, version, overlap_id, overlap, facts } = row;
    const moments = { same: overlap.facts_hash === row.facts_hash, ended: isEnded(row) };
    const because = factsChange(ReviewFacts.parse(facts), factsOf(overlap), moments, gone.get(id));
    return because.same ? [] : [{ id, version, overlap_id, because }];
  });
}

/** By review, keys of the facts on its overlap's path whose records were changed or retired since it was submitted. */
async function goneFacts(tx: Tx, review_ids: readonly string[]): Promise<Map<string, Set<string>>> {
  if (review_ids.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ id: string; keys: string[] }[]>`
    SELECT r.id::text, array_agg(DISTINCT f.key) AS keys
    FROM review r CROSS JOIN LATERAL evenhand_fact_records(r.overlap_id) f
    WHERE r.id = ANY (${[...review_ids]}::uuid[]) AND f.updated_at > r.submitted_at GROUP BY r.id`;
  return new Map(rows.map(({ id, keys }) => [id, new Set(keys)]));
}

const endAll = async (tx: Tx, overlap_ids: readonly string[]): Promise<AuditInput[]> =>
  overlap_ids.length === 0
    ? []
    : endConditions(tx, DETECTION, { overlap_ids, reason: "The facts of its overlap no longer hold." });

const entryOf = ({ id, because }: Stale): AuditInput => ({
  ...{ actor: DETECTION, action: "review:stale", entity: "review", entity_id: id },
  before: { status: "approved" },
  after: { status: "stale", because },
});
