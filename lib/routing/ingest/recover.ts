import { z } from "zod";
import type { Actor, SystemActor } from "@/lib/access";
import { clickhouse, isEmbedded } from "@/lib/clickhouse/server";
import { withActor } from "@/lib/db/server";
import { finishPurges } from "../purge/finish";
import { recordFailed } from "./ledger";
import { clearSpool } from "./spool";
import { removeBatch, STAGE_PREFIX } from "./stage";

const OPERATOR: SystemActor = { kind: "system", id: "operator" };

const holder = globalThis as typeof globalThis & { evenhandRecovered?: Promise<void> };

/**
 * Undoes what deliveries of earlier processes left half done: their rows go, their ledger entries become `failed`,
 * their files are removed. Purges that they left half done are finished. Once a process, before its first delivery;
 * await it before serving.
 */
export function recovered(): Promise<void> {
  holder.evenhandRecovered ??= recover().catch((error: unknown) => {
    delete holder.evenhandRecovered;
    throw error;
  });
  return holder.evenhandRecovered;
}

async function recover(): Promise<void> {
  await clearSpool();
  // A shared store's other processes are at work: there the source's next delivery undoes what is left.
  if (isEmbedded()) {
    await undoOpen(OPERATOR, null);
    await dropStages();
  }
}

/**
 * Takes back what a source's (or, for null, every source's) deliveries left half published, and finishes its purges.
 * Only while nothing is being published for it.
 */
export async function undoOpen(actor: Actor, source_id: string | null): Promise<void> {
  const open = await withActor(actor, (tx) =>
    tx.ingestBatch.findMany({
      where: { state: { in: ["receiving", "storing"] }, ...(source_id === null ? {} : { source_id }) },
      select: { id: true, no: true },
    }),
  );
  for (const { id, no } of open) {
    await removeBatch(no);
    await recordFailed(actor, id);
  }
  // Whoever delivers next did not ask for the purge: the system ends it.
  await finishPurges(OPERATOR, source_id);
}

async function dropStages(): Promise<void> {
  const stages = await clickhouse().rows({
    sql: "SELECT name FROM system.tables WHERE database = currentDatabase() AND startsWith(name, {prefix:String})",
    params: { prefix: STAGE_PREFIX },
    row: z.object({ name: z.string().regex(/^stage_\d+(_distinct)?$/) }),
  });
  for (const { name } of stages) await clickhouse().command(`DROP TABLE ${name} SYNC`);
}
