import { type Actor, actorRef, authorize } from "@/lib/access";
import { appendAudit } from "@/lib/audit/server";
import { type Prisma, type Tx, withActor } from "@/lib/db/server";
import { conflict } from "@/lib/kernel/errors";
import { formatDay } from "@/lib/kernel/time";
import { clockNow } from "../clock";
import { addEvent } from "./events";
import { readFindingView } from "./read-view";
import { type FindingAct, statusAfter } from "./rules";
import { type FindingEventKind, FindingStatus, type FindingView } from "./schema";
import { type FindingRow, lockFinding } from "./store";
import { dayOrNull } from "./view";

/** What an act changes and tells. */
export type Deed = {
  data?: Prisma.FindingUncheckedUpdateInput;
  events: readonly { kind: FindingEventKind; detail?: Prisma.InputJsonObject }[];
  reason?: string | undefined;
};

/** What a deed is decided from: the finding as it is, the status it would have, and the day on the clock of checks. */
export type Scene = { tx: Tx; finding: FindingRow; status: FindingStatus; today: string };

/** The fields that the audit log keeps of a finding. */
const factsOf = (row: FindingRow) => ({
  verdict: row.verdict,
  status: row.status,
  owner: row.owner,
  cause: row.cause,
  remedy: row.remedy,
  remedied_on: dayOrNull(row.remedied_on),
  due_on: dayOrNull(row.due_on),
  risk_until: dayOrNull(row.risk_until),
  closing_result: row.closing_result_id,
});

/**
 * The way of every act on a finding: permission, lock, transition, change, timeline, audit, in one transaction. Throws
 * 403, 404, and 409 where the finding's status does not allow it. A deed of null changes nothing.
 */
export function actOnFinding(
  actor: Actor,
  id: string,
  act: FindingAct,
  decide: (scene: Scene) => Promise<Deed | null>,
): Promise<FindingView> {
  authorize(actor, "finding:manage");
  return withActor(actor, async (tx) => {
    const finding = await lockFinding(tx, id);
    await actWithin(tx, actor, finding, act, decide);
    return readFindingView(tx, finding.id);
  });
}

/** The same on a finding that is locked already, in the caller's transaction. Tells whether anything was done. */
export async function actWithin(
  tx: Tx,
  actor: Actor,
  finding: FindingRow,
  act: FindingAct,
  decide: (scene: Scene) => Promise<Deed | null>,
): Promise<boolean> {
  const before = FindingStatus.parse(finding.status);
  const status = statusAfter({ status: before, remedied: finding.remedied_on !== null }, act);
  if (status === null)
    throw conflict("finding_closed", "A closed finding is not changed; comments can be added.");
  const deed = await decide({ tx, finding, status, today: formatDay(await clockNow(tx)) });
  if (deed) await carryOut(tx, actor, finding, act, status, deed);
  return deed !== null;
}

async function carryOut(
  tx: Tx,
  actor: Actor,
  finding: FindingRow,
  act: FindingAct,
  status: FindingStatus,
  { data, events, reason }: Deed,
): Promise<void> {
  // The change first: whether a second person may accept is asked of what the timeline says before this very act.
  if (data)
    await tx.finding.update({
      where: { id: finding.id },
      data: { ...data, status, version: { increment: 1 }, updated_by: actorRef(actor) },
    });
  for (const { kind, detail } of events) await addEvent(tx, finding.id, kind, detail);
  const after = data ? await lockFinding(tx, finding.id) : finding;
  await appendAudit(tx, {
    actor,
    action: `finding:${act.replaceAll("_", "-")}`,
    entity: "finding",
    entity_id: finding.id,
    reason,
    ...(data ? { before: factsOf(finding), after: factsOf(after) } : {}),
  });
}
