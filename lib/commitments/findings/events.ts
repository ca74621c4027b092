import type { Prisma, Tx } from "@/lib/db/server";
import { uuidv7 } from "@/lib/kernel/ids";
import type { FindingEventKind } from "./schema";

/** Adds to the timeline of a finding; the database says when and by whom. */
export async function addEvent(
  tx: Tx,
  finding_id: string,
  kind: FindingEventKind,
  detail: Prisma.InputJsonObject = {},
): Promise<void> {
  await tx.findingEvent.create({ data: { id: uuidv7(), finding_id, actor: "", kind, detail } });
}
