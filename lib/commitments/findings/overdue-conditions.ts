import { appendAudit } from "@/lib/audit/server";
import { asChecks, type Tx, withActor } from "@/lib/db/server";
import { uuidv7 } from "@/lib/kernel/ids";
import { formatDay } from "@/lib/kernel/time";
import { notify } from "@/lib/register/server";
import { CHECKS } from "../system";
import { addEvent } from "./events";
import { findingCode, statusAfter } from "./rules";
import { FindingStatus } from "./schema";

export type OverdueReport = { opened: number; closed: number };

/**
 * Opens a finding for every condition that is open past its day by the real clock, one at a time for each; and closes
 * those whose condition has ended: nothing is left to prove.
 */
export function judgeConditions(): Promise<OverdueReport> {
  return withActor(CHECKS, (tx) =>
    asChecks(tx, async () => ({ opened: await openOverdue(tx), closed: await closeEnded(tx) })),
  );
}

type Overdue = { id: string; owner_id: string; due_on: Date; review_id: string; overlap_id: string };

async function openOverdue(tx: Tx): Promise<number> {
  const rows = await tx.$queryRaw<Overdue[]>`
    SELECT c.id::text, c.owner_id::text, c.due_on, r.id::text AS review_id, r.overlap_id::text
    FROM condition c JOIN review r ON r.id = c.review_id
    WHERE c.status = 'open' AND c.due_on < evenhand_today()
      AND NOT EXISTS (SELECT FROM finding f WHERE f.condition_id = c.id AND f.status <> 'closed')
    ORDER BY c.due_on, c.number`;
  for (const row of rows) await open(tx, row);
  return rows.length;
}

async function open(tx: Tx, { id: condition_id, owner_id, due_on, ...where }: Overdue): Promise<void> {
  const id = uuidv7();
  const facts = { kind: "condition", verdict: "overdue", condition_id };
  const { number } = await tx.finding.create({
    data: { id, ...facts, updated_by: "" },
    select: { number: true },
  });
  const due = formatDay(due_on.getTime());
  await addEvent(tx, id, "opened", { verdict: "overdue", condition: condition_id, due_on: due });
  await notify(tx, CHECKS, {
    ...{ kind: "condition_overdue", to: { people: [owner_id] }, ...where, condition_id },
    detail: { due_on: due },
  });
  await notify(tx, CHECKS, {
    ...{ kind: "finding_opened", to: { role: "compliance" }, except: [owner_id] },
    ...{ ...where, condition_id, finding_id: id },
  });
  await appendAudit(tx, {
    ...{ actor: CHECKS, action: "finding:open", entity: "finding", entity_id: id },
    after: { code: findingCode(number), ...facts, due_on: due },
  });
}

async function closeEnded(tx: Tx): Promise<number> {
  const rows = await tx.finding.findMany({
    where: { kind: "condition", status: { not: "closed" }, condition: { status: "ended" } },
    select: { id: true, status: true, remedied_on: true, condition: { select: { ended_reason: true } } },
  });
  for (const { id, remedied_on, condition, ...row } of rows) {
    const before = FindingStatus.parse(row.status);
    const status = statusAfter({ status: before, remedied: remedied_on !== null }, "close");
    if (status === null) continue;
    const because = `The condition has ended. ${condition?.ended_reason ?? ""}`.trim();
    await addEvent(tx, id, "closed", { because });
    await tx.finding.update({
      where: { id },
      // When, says the database.
      data: { status, closed_at: new Date(0), risk_until: null, version: { increment: 1 } },
    });
    await appendAudit(tx, {
      ...{ actor: CHECKS, action: "finding:close", entity: "finding", entity_id: id, reason: because },
      ...{ before: { status: before }, after: { status } },
    });
  }
  return rows.length;
}
