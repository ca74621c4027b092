import { dueDays, listRunnableChecks } from "../../lib/commitments/server";
import { withActor } from "../../lib/db/server";

const OPERATOR = { kind: "system", id: "operator" } as const;

export type Audit = { results: number; faults: string[] };

const dayText = (date: Date): string => date.toISOString().slice(0, 10);

/** Whether the results of each check are its due days: each once, in order, numbered, and run through to their end. */
export function auditChecks(until_ms: number): Promise<Audit> {
  return withActor(OPERATOR, async (tx) => {
    const faults: string[] = [];
    let results = 0;
    for (const check of await listRunnableChecks(tx)) {
      const wanted = dueDays(check, null, until_ms);
      const rows = await tx.checkResult.findMany({
        where: { check_id: check.id },
        orderBy: { number: "asc" },
      });
      const days = rows.map(({ day }) => dayText(day));
      results += rows.length;
      if (JSON.stringify(days) !== JSON.stringify(wanted))
        faults.push(`${check.key} was due on ${wanted.join(", ")} and was run for ${days.join(", ")}.`);
      rows.forEach(({ number, trigger, verdict, computed_at, day }, at) => {
        const name = `Result ${number} of ${check.key} for ${dayText(day)}`;
        if (number !== at + 1) faults.push(`${name} is the ${at + 1}th.`);
        if (trigger !== "scheduled") faults.push(`${name} was not run by the schedule but by ${trigger}.`);
        if (verdict === "failed") faults.push(`${name} could not be completed.`);
        const before = rows[at - 1];
        if (before && computed_at < before.computed_at) faults.push(`${name} is older than the one before.`);
      });
    }
    const entries = await tx.auditEntry.count({ where: { action: "check:run" } });
    if (entries !== results) faults.push(`${results} results have ${entries} entries in the audit log.`);
    return { results, faults };
  });
}
