import type { Tx } from "@/lib/db/server";
import { effectiveQualityBasis, QualityBasis, type TrafficSourceView } from "./schema";

type SourceRow = Awaited<ReturnType<Tx["trafficSource"]["findFirstOrThrow"]>>;

type Totals = {
  formats: string[];
  /** Stored and not purged since. */
  decisions: bigint;
  batches: number;
  first_at: Date | null;
  last_at: Date | null;
  stored_at: Date | null;
};

const NOTHING: Totals = {
  formats: [],
  decisions: 0n,
  batches: 0,
  first_at: null,
  last_at: null,
  stored_at: null,
};

const earlier = (a: Date | null, b: Date | null) => (a && b ? (a < b ? a : b) : (a ?? b));
const later = (a: Date | null, b: Date | null) => (a && b ? (a > b ? a : b) : (a ?? b));

/** Stored deliveries of each source, summed over their formats; one that is being purged counts until it is gone. */
async function totalsOf(tx: Tx, ids: readonly string[]): Promise<Map<string, Totals>> {
  const groups = await tx.ingestBatch.groupBy({
    by: ["source_id", "format"],
    where: { source_id: { in: [...ids] }, state: { in: ["stored", "purging"] } },
    orderBy: [{ source_id: "asc" }, { format: "asc" }],
    _sum: { accepted: true, purged: true },
    _count: { _all: true },
    _min: { first_at: true },
    _max: { last_at: true, stored_at: true },
  });
  const totals = new Map<string, Totals>();
  for (const group of groups) {
    const so_far = totals.get(group.source_id) ?? NOTHING;
    totals.set(group.source_id, {
      formats: [...so_far.formats, group.format],
      decisions: so_far.decisions + (group._sum.accepted ?? 0n) - (group._sum.purged ?? 0n),
      batches: so_far.batches + group._count._all,
      first_at: earlier(so_far.first_at, group._min.first_at),
      last_at: later(so_far.last_at, group._max.last_at),
      stored_at: later(so_far.stored_at, group._max.stored_at),
    });
  }
  return totals;
}

/** Sources as everybody who may read routing sees them. */
export async function toTrafficSourceViews(tx: Tx, rows: readonly SourceRow[]): Promise<TrafficSourceView[]> {
  const totals = await totalsOf(
    tx,
    rows.map((row) => row.id),
  );
  return rows.map((row) => {
    const sums = totals.get(row.id) ?? NOTHING;
    const quality_basis = QualityBasis.nullable().parse(row.quality_basis);
    return {
      id: row.id,
      key: row.key,
      name: row.name,
      note: row.note,
      quality_basis,
      effective_quality_basis: effectiveQualityBasis(quality_basis, sums.formats),
      generated: row.generated,
      formats: sums.formats,
      decisions: Number(sums.decisions),
      batches: sums.batches,
      first_at: sums.first_at?.toISOString() ?? null,
      last_at: sums.last_at?.toISOString() ?? null,
      last_received_at: sums.stored_at?.toISOString() ?? null,
      version: row.version,
      updated_at: row.updated_at.toISOString(),
    };
  });
}
