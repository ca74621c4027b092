import { type Actor, authorize } from "@/lib/access";
import { type Tx, withActor } from "@/lib/db/server";
import { type InputError, invalid, Problem } from "@/lib/kernel/errors";
import { actWithin } from "./act";
import { assign, checkOwner } from "./patch-finding";
import { findingCode } from "./rules";
import type { AssignFindingsAnswer, AssignFindingsInput } from "./schema";
import { type FindingRow, findFinding, lockFinding } from "./store";

/**
 * Gives many findings to one person, or to nobody: all of them or none. The owner is told of each. Throws 403, and 422 with
 * each finding that is unknown or closed. The answer says who had them before, so that it can be taken back.
 */
export function assignFindings(actor: Actor, input: AssignFindingsInput): Promise<AssignFindingsAnswer> {
  authorize(actor, "finding:manage");
  const { owner } = input;
  return withActor(actor, async (tx) => {
    if (owner !== null) await checkOwner(tx, owner);
    const findings = await lockAll(tx, input.findings);
    const changed = findings.filter((finding) => finding.owner !== owner);
    for (const finding of changed)
      await actWithin(tx, actor, finding, "change", async () => ({
        data: { owner },
        events: [await assign(tx, actor, finding, owner)],
      }));
    const before = new Map<string | null, string[]>();
    for (const row of changed)
      before.set(row.owner, [...(before.get(row.owner) ?? []), findingCode(row.number)]);
    return {
      assigned: changed.length,
      unchanged: findings.length - changed.length,
      before: [...before].map(([was, codes]) => ({ owner: was, findings: codes })),
    };
  });
}

const isMissing = (error: unknown): boolean => error instanceof Problem && error.status === 404;

/** The findings that are named, each once and locked, in the order of their numbers: so two that do it at once wait. */
async function lockAll(tx: Tx, named: readonly string[]): Promise<FindingRow[]> {
  const faults: InputError[] = [];
  const found = new Map<string, FindingRow>();
  for (const [at, name] of named.entries()) {
    const fault = (message: string) => faults.push({ pointer: `/findings/${at}`, message });
    const row = await findFinding(tx, name).catch((error: unknown) => {
      if (isMissing(error)) return null;
      throw error;
    });
    if (!row) fault("There is no such finding.");
    else if (row.status === "closed") fault(`${findingCode(row.number)} is closed.`);
    else found.set(row.id, row);
  }
  if (faults.length > 0) throw invalid(faults);
  const rows: FindingRow[] = [];
  for (const { id } of [...found.values()].sort((a, b) => a.number - b.number))
    rows.push(await lockFinding(tx, id));
  return rows;
}
