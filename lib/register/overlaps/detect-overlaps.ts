import { type AuditInput, appendAuditMany } from "@/lib/audit/server";
import { asDetection, type Tx } from "@/lib/db/server";
import { uuidv7 } from "@/lib/kernel/ids";
import { deleteRows, insertRows, updateRows } from "../entity/rows";
import { ReviewOutcome } from "../reviews/schema";
import { staleReviews } from "../reviews/stale";
import { compare, groupBy } from "./collections";
import { type Detected, detect } from "./detect";
import { loadCandidates, loadSnapshot } from "./load-snapshot";
import { columnsOf, digestOf, type OverlapColumns, StoredPath } from "./record";
import { wallSuperseded } from "./wall-superseded";

const DETECTION = { kind: "system", id: "detection" } as const;

export type DetectionOutcome = { detected: number; changed: number; reopened: number; superseded: number };

type Known = {
  id: string;
  identity: string;
  status: string;
  version: number;
  facts_hash: string;
  digest: string | null;
};
type Found = { found: Detected; columns: OverlapColumns };
type Plan = {
  detected: (Found & { id: string })[];
  changed: (Found & { known: Known })[];
  reopened: (Found & { known: Known })[];
  superseded: Known[];
};

/**
 * Runs the rules over the whole register and brings the overlaps in line, in the caller's transaction and as the
 * detection role: a person's own view would miss conflicts and end them wrongly. New facts make or change overlaps,
 * facts that are gone supersede them, the same facts again reopen them; nothing is written where nothing changed.
 * Reviews whose facts changed go stale, and what they decided no longer stands.
 * Call it after the writes, under the register's lock, so that no two changes miss each other. `reason` is what
 * triggered it.
 */
export async function detectOverlaps(tx: Tx, reason: string): Promise<DetectionOutcome> {
  const candidates = await loadCandidates(tx);
  const entries = await asDetection(tx, async (inner) => {
    const snapshot = await loadSnapshot(inner, candidates, Date.now());
    const plan = planOf(detect(snapshot), await readKnown(inner));
    const audit = await carryOut(inner, plan, reason);
    return { plan, audit: [...audit, ...(await wallSuperseded(inner))] };
  });
  await appendAuditMany(tx, entries.audit);
  const { detected, changed, reopened, superseded } = entries.plan;
  return {
    detected: detected.length,
    changed: changed.length,
    reopened: reopened.length,
    superseded: superseded.length,
  };
}

const readKnown = (tx: Tx): Promise<Known[]> =>
  tx.$queryRaw<
    Known[]
  >`SELECT id::text, identity, status, version, facts_hash, factors ->> 'digest' AS digest FROM overlap`;

function planOf(all: readonly Detected[], rows: readonly Known[]): Plan {
  const known = new Map(rows.map((row) => [row.identity, row]));
  const hits = new Map(all.map((found) => [found.identity, found]));
  const plan: Plan = { detected: [], changed: [], reopened: [], superseded: [] };
  for (const found of inOrder([...hits.values()])) {
    const row = known.get(found.identity);
    if (row && row.status !== "superseded" && row.digest === digestOf(found)) continue;
    const hit = { found, columns: columnsOf(found) };
    if (!row) plan.detected.push({ ...hit, id: uuidv7() });
    else if (row.status === "superseded") plan.reopened.push({ ...hit, known: row });
    else plan.changed.push({ ...hit, known: row });
  }
  plan.superseded = rows.filter((row) => row.status !== "superseded" && !hits.has(row.identity));
  return plan;
}

/** Heaviest first, then by title: overlaps found together are numbered the same way on every machine. */
const inOrder = (hits: Detected[]): Detected[] =>
  hits.sort((a, b) => b.severity.points - a.severity.points || compare(a.title, b.title));

async function carryOut(tx: Tx, plan: Plan, reason: string): Promise<AuditInput[]> {
  const now = new Date();
  const before = await readBefore(
    tx,
    [...plan.changed, ...plan.reopened].map(({ known }) => known),
  );
  const begin = { status: "detected", detected_at: now, superseded_at: null };
  await insertRows(
    tx,
    "overlap",
    plan.detected.map(({ id, found, columns }) => ({
      id,
      identity: found.identity,
      ...columns,
      status: "detected",
      version: 1,
      detected_at: now,
      updated_at: now,
    })),
  );
  await updateRows(
    tx,
    "overlap",
    plan.changed.map((change) => ({
      id: change.known.id,
      ...next(change.known, now),
      ...change.columns,
      status: statusAfter(change),
    })),
  );
  await updateRows(
    tx,
    "overlap",
    plan.reopened.map(({ known, columns }) => ({ id: known.id, ...next(known, now), ...columns, ...begin })),
  );
  await updateRows(
    tx,
    "overlap",
    plan.superseded.map((known) => ({
      id: known.id,
      ...next(known, now),
      status: "superseded",
      superseded_at: now,
    })),
  );
  await writeParties(tx, plan);
  const reopened = await settleReopened(tx, plan);
  const stale = await staleReviews(tx, [
    ...plan.changed.filter(isOther).map(idOf),
    ...plan.superseded.map(({ id }) => id),
  ]);
  return [...auditOf(plan, before, reopened, reason), ...stale];
}

type Change = Plan["changed"][number];
const idOf = ({ known }: Change): string => known.id;
/** Other facts than before, not only other words or traffic. */
const isOther = ({ known, columns }: Change): boolean => known.facts_hash !== columns.facts_hash;

const OUTCOMES: readonly string[] = ReviewOutcome.options;

/** An outcome stands for the facts that it was given; of others it has to be reviewed again. */
const statusAfter = (change: Change): string =>
  isOther(change) && OUTCOMES.includes(change.known.status) ? "under_review" : change.known.status;

/** What was reviewed before it was superseded begins under review. Returns the statuses by id. */
async function settleReopened(tx: Tx, { reopened }: Plan): Promise<Map<string, string>> {
  if (reopened.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ id: string; status: string }[]>`
    UPDATE overlap SET status = evenhand_standing(id) WHERE id = ANY (${reopened.map(idOf)}::uuid[])
    RETURNING id::text, status`;
  return new Map(rows.map(({ id, status }) => [id, status]));
}

const next = ({ version }: Known, updated_at: Date) => ({ version: version + 1, updated_at });

async function writeParties(tx: Tx, plan: Plan): Promise<void> {
  const rewritten = [...plan.changed, ...plan.reopened].map(({ known, found }) => ({ id: known.id, found }));
  if (rewritten.length > 0)
    await deleteRows(
      tx,
      "overlap_party",
      "overlap_id",
      rewritten.map(({ id }) => id),
    );
  await insertRows(
    tx,
    "overlap_party",
    [...plan.detected, ...rewritten].flatMap(({ id, found }) =>
      [...groupBy(found.parties, ({ party_id }) => party_id).values()].flatMap(([first]) =>
        first ? [{ overlap_id: id, ...first }] : [],
      ),
    ),
  );
}

type Summary = Record<string, unknown>;

/** What the audit log keeps of an overlap: enough to see which facts came and went. */
const summaryOf = (status: string, columns: OverlapColumns): Summary => ({
  status,
  title: columns.title,
  severity: columns.severity,
  points: columns.points,
  factors_known: columns.known,
  facts: columns.path.map(({ sentence }) => sentence),
  rule: `${columns.rule}@${columns.rule_version}`,
  facts_hash: columns.facts_hash,
});

async function readBefore(tx: Tx, rows: readonly Known[]): Promise<Map<string, Summary>> {
  if (rows.length === 0) return new Map();
  const found = await tx.overlap.findMany({ where: { id: { in: rows.map(({ id }) => id) } } });
  return new Map(
    found.map((row) => [
      row.id,
      {
        status: row.status,
        title: row.title,
        severity: row.severity,
        points: row.points,
        factors_known: row.known,
        facts: StoredPath.safeParse(row.path).data?.map(({ sentence }) => sentence) ?? [],
        rule: `${row.rule}@${row.rule_version}`,
        facts_hash: row.facts_hash,
      },
    ]),
  );
}

function auditOf(
  plan: Plan,
  before: ReadonlyMap<string, Summary>,
  reopened: ReadonlyMap<string, string>,
  reason: string,
): AuditInput[] {
  const entry = (action: string, entity_id: string, change: Pick<AuditInput, "before" | "after">) => ({
    actor: DETECTION,
    action: `overlap:${action}`,
    entity: "overlap",
    entity_id,
    reason,
    ...change,
  });
  return [
    ...plan.detected.map(({ id, columns }) =>
      entry("detect", id, { after: { kind: columns.kind, ...summaryOf("detected", columns) } }),
    ),
    ...plan.changed.map((change) =>
      entry("change", change.known.id, {
        before: before.get(change.known.id),
        after: summaryOf(statusAfter(change), change.columns),
      }),
    ),
    ...plan.reopened.map(({ known, columns }) =>
      entry("reopen", known.id, {
        before: before.get(known.id),
        after: summaryOf(reopened.get(known.id) ?? "detected", columns),
      }),
    ),
    ...plan.superseded.map((known) =>
      entry("supersede", known.id, { before: { status: known.status }, after: { status: "superseded" } }),
    ),
  ];
}
