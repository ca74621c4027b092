import { type Tx, withActor } from "@/lib/db/server";
import { formatDay, startOfDay } from "@/lib/kernel/time";
import { CHECKS } from "../system";
import { aboutOf, FINDING_INCLUDE } from "./store";
import { tellOwners } from "./tell-owners";

/** Findings that were told of, each with the due day that had passed. */
async function readTold(tx: Tx, finding_ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.$queryRaw<{ told: string }[]>`
    SELECT DISTINCT finding_id || ' ' || (detail ->> 'due_on') AS told FROM notification
    WHERE kind = 'finding_overdue' AND finding_id = ANY (${[...finding_ids]}::uuid[])`;
  return new Set(rows.map(({ told }) => told));
}

/**
 * Tells owners and compliance of findings that are not closed though their due day has passed by the clock of checks: once
 * for each due day that was set. An accepted risk is not overdue while it lasts. Returns how many findings were told of.
 */
export function tellOverdue(now_ms: number): Promise<number> {
  return withActor(CHECKS, async (tx) => {
    const overdue = await tx.finding.findMany({
      where: {
        status: { notIn: ["closed", "risk_accepted"] },
        due_on: { lt: new Date(startOfDay(now_ms)) },
      },
      include: FINDING_INCLUDE,
    });
    if (overdue.length === 0) return 0;
    const known = await readTold(
      tx,
      overdue.map(({ id }) => id),
    );
    let told = 0;
    for (const finding of overdue) {
      const due_on = finding.due_on && formatDay(finding.due_on.getTime());
      if (due_on === null || known.has(`${finding.id} ${due_on}`)) continue;
      const once = `finding_overdue:${finding.id}:${due_on}`;
      const notice = { kind: "finding_overdue", ...aboutOf(finding), detail: { due_on }, once } as const;
      if ((await tellOwners(tx, finding, notice)) > 0) told += 1;
    }
    return told;
  });
}
