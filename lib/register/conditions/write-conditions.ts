import type { Actor } from "@/lib/access";
import type { AuditInput } from "@/lib/audit/server";
import type { Tx } from "@/lib/db/server";
import { type InputError, invalid, notFound } from "@/lib/kernel/errors";
import { uuidv7 } from "@/lib/kernel/ids";
import { formatDay } from "@/lib/kernel/time";
import type { ConditionInput } from "../reviews/schema";
import { ownerOf, readOwners } from "./owners";
import { factsOf } from "./store";

type Wanted = { kind: string; text: string; owner_id: string; due_on: Date };

/**
 * Makes the conditions of a review that is being written exactly these, in the caller's transaction; those that are the
 * same keep their number. Returns audit entries for the caller to append. Throws 422 with pointers below /conditions.
 */
export async function writeConditions(
  tx: Tx,
  actor: Actor,
  review_id: string,
  inputs: readonly ConditionInput[],
): Promise<AuditInput[]> {
  const review = await tx.review.findUnique({ where: { id: review_id }, select: { overlap_id: true } });
  if (!review) throw notFound();
  const wanted = await wantedOf(tx, review.overlap_id, inputs);
  const rows = await tx.condition.findMany({ where: { review_id }, orderBy: { number: "asc" } });
  const left = [...rows];
  const kept = wanted.map((one) => {
    const at = left.findIndex((row) => isSame(row, one));
    return at < 0 ? null : (left.splice(at, 1)[0] ?? null);
  });
  if (left.length > 0) await tx.condition.deleteMany({ where: { id: { in: left.map(({ id }) => id) } } });
  const audit: AuditInput[] = left.map((row) => ({
    ...{ actor, action: "condition:drop", entity: "condition", entity_id: row.id },
    before: factsOf(row),
  }));
  for (const [at, one] of wanted.entries()) {
    if (kept[at]) continue;
    const row = await tx.condition.create({ data: { id: uuidv7(), review_id, ...one, updated_by: "" } });
    audit.push({
      ...{ actor, action: "condition:propose", entity: "condition", entity_id: row.id },
      after: factsOf(row),
    });
  }
  return audit;
}

const isSame = (row: Wanted, one: Wanted): boolean =>
  row.kind === one.kind &&
  row.text === one.text &&
  row.owner_id === one.owner_id &&
  row.due_on.getTime() === one.due_on.getTime();

async function wantedOf(tx: Tx, overlap_id: string, inputs: readonly ConditionInput[]): Promise<Wanted[]> {
  if (inputs.length === 0) return [];
  const today = formatDay(Date.now());
  const owners = await readOwners(
    tx,
    overlap_id,
    inputs.map(({ owner }) => owner),
  );
  const faults: InputError[] = [];
  const wanted = inputs.flatMap(({ kind, text, owner, due_on }, at) => {
    if (due_on < today) faults.push({ pointer: `/conditions/${at}/due_on`, message: "This day is over." });
    const found = ownerOf(owners, owner, `/conditions/${at}/owner`);
    if ("fault" in found) {
      faults.push(found.fault);
      return [];
    }
    return [{ kind, text, owner_id: found.id, due_on: new Date(`${due_on}T00:00:00Z`) }];
  });
  if (faults.length > 0) throw invalid(faults);
  return wanted;
}
