import { type Actor, authorize } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { isUuid } from "@/lib/kernel/ids";
import { findVersion } from "../checks/store";
import { type Day, toDay } from "../day";
import { ResultVerdict } from "../results/schema";

/** What a check is called, by its id or key; null where there is none. Throws 403. */
export async function readCheckTitle(actor: Actor, idOrKey: string): Promise<string | null> {
  authorize(actor, "promise:read");
  return withActor(actor, async (tx) => {
    const found = await findVersion(tx, idOrKey).catch(() => null);
    return found?.check.title ?? null;
  });
}

export type ResultTitle = { title: string; day: Day; verdict: ResultVerdict };

/** Of what check a result is, up to which day, and what it says; null where there is none. Throws 403. */
export async function readResultTitle(actor: Actor, id: string): Promise<ResultTitle | null> {
  authorize(actor, "promise:read");
  if (!isUuid(id)) return null;
  return withActor(actor, async (tx) => {
    const row = await tx.checkResult.findUnique({
      where: { id },
      select: { day: true, verdict: true, check: { select: { title: true } } },
    });
    return row && { title: row.check.title, day: toDay(row.day), verdict: ResultVerdict.parse(row.verdict) };
  });
}
