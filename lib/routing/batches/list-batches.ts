import { z } from "zod";
import { type Actor, authorize } from "@/lib/access";
import { type Prisma, type Tx, withActor } from "@/lib/db/server";
import { notFound } from "@/lib/kernel/errors";
import { LineError } from "../ingest/schema";
import { getSource } from "../sources/store";
import { type BatchList, type BatchQuery, BatchState, type BatchView } from "./schema";

const INCLUDE = { source: { select: { key: true } } } satisfies Prisma.IngestBatchInclude;
type BatchRow = Prisma.IngestBatchGetPayload<{ include: typeof INCLUDE }>;

const toBatchView = (row: BatchRow): BatchView => ({
  id: row.id,
  source: row.source.key,
  format: row.format,
  file_name: row.file_name,
  state: BatchState.parse(row.state),
  received: Number(row.received),
  accepted: Number(row.accepted),
  purged: Number(row.purged),
  duplicate: Number(row.duplicate),
  rejected: Number(row.rejected),
  unknown_fields: Number(row.unknown_fields),
  errors: z.array(LineError).parse(row.errors),
  body_hash: row.body_hash,
  digest: row.digest,
  first_at: row.first_at?.toISOString() ?? null,
  last_at: row.last_at?.toISOString() ?? null,
  created_by: row.created_by,
  created_at: row.created_at.toISOString(),
  stored_at: row.stored_at?.toISOString() ?? null,
});

/** Deliveries, newest first. The cursor is the last id of the page before: ids sort by time of creation. */
export function listBatches(actor: Actor, query: BatchQuery): Promise<BatchList> {
  authorize(actor, "routing:read");
  return withActor(actor, async (tx) => {
    const source = query.source === undefined ? null : await getSource(tx, query.source);
    const rows = await tx.ingestBatch.findMany({
      where: {
        ...(source ? { source_id: source.id } : {}),
        ...(query.state ? { state: query.state } : {}),
        ...(query.cursor ? { id: { lt: query.cursor } } : {}),
      },
      include: INCLUDE,
      orderBy: { id: "desc" },
      take: query.limit + 1,
    });
    const items = rows.slice(0, query.limit).map(toBatchView);
    return { items, next_cursor: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null };
  });
}

const findBatch = async (tx: Tx, id: string): Promise<BatchRow> => {
  const row = await tx.ingestBatch.findUnique({ where: { id }, include: INCLUDE });
  if (!row) throw notFound();
  return row;
};

/** One delivery. Throws 404 when there is none. */
export function readBatch(actor: Actor, id: string): Promise<BatchView> {
  authorize(actor, "routing:read");
  if (!z.uuid().safeParse(id).success) throw notFound();
  return withActor(actor, async (tx) => toBatchView(await findBatch(tx, id)));
}
