import type { Actor } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import type { Delivered } from "../ingest/deliver";
import { idempotencyKey, LINES, mediaOf } from "../ingest/headers";
import { BODY_LIMITS } from "../ingest/limits";
import { receive } from "../ingest/receive";
import { encodingOf, unpack } from "../ingest/unpack";
import { sourceForDelivery } from "../sources/store";
import { gatherCounts } from "./gather";
import { readCsvBody, readJsonBody } from "./read-body";
import type { IngestCountsQuery } from "./schema";
import { lockCounts, rememberedCounts, storeCounts } from "./store";

const STORE_TIMEOUT_MS = 120_000;

const READERS = new Map([
  ["application/json", readJsonBody],
  ...LINES.map((type) => [type, readJsonBody] as const),
  ["text/csv", readCsvBody],
]);

/**
 * Stores what a partner says it served, by day and model: a JSON array, NDJSON, or CSV with a header row. A day and
 * model that came before gets a new version; the old ones stay. Throws 400 or 413 for a body that cannot be read and
 * 409 for a key reused with another body; then nothing is stored.
 */
export async function ingestCounts(
  actor: Actor,
  request: Request,
  { source: named, file_name }: IngestCountsQuery,
): Promise<Delivered> {
  const source = await sourceForDelivery(actor, named);
  const read = mediaOf(request, READERS, readJsonBody, "application/json, application/x-ndjson or text/csv");
  const idempotency_key = idempotencyKey(request);
  const encoding = encodingOf(request);
  const body = receive(request, BODY_LIMITS.sent);
  const plain = unpack(body.chunks, encoding, BODY_LIMITS.unpacked);
  const gathered = await gatherCounts(read(plain), Date.now());
  const identity = { idempotency_key, body_hash: body.hash() };
  return withActor(
    actor,
    async (tx) => {
      await lockCounts(tx, source);
      const known = await rememberedCounts(tx, source, identity);
      if (known) return { bytes: Uint8Array.from(known), replayed: true };
      const file = { source, file_name: file_name || null };
      return { bytes: await storeCounts(tx, actor, { ...identity, ...file }, gathered), replayed: false };
    },
    { timeout_ms: STORE_TIMEOUT_MS },
  );
}
