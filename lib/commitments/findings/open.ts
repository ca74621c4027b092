import { appendAudit } from "@/lib/audit/server";
import type { Tx } from "@/lib/db/server";
import { uuidv7 } from "@/lib/kernel/ids";
import { notify } from "@/lib/register/server";
import type { CheckDefinition } from "../checks/definition";
import { type Day, toDate } from "../day";
import type { ResultFigures, ResultVerdict } from "../results/schema";
import { CHECKS } from "../system";
import { questionOf } from "./closing";
import { addEvent } from "./events";
import { findingCode, openedBy, statusAfter } from "./rules";
import { FindingStatus } from "./schema";
import { tellOwners } from "./tell-owners";

/** The check as far as findings are about it. */
export type TestedCheck = {
  id: string;
  commitment_id: string;
  clause_key: string;
  definition: CheckDefinition;
};

/** A result that was just written, in the same transaction. */
export type WrittenResult = {
  id: string;
  day: Day;
  window_from: Day;
  verdict: ResultVerdict;
  figures: ResultFigures;
};

/**
 * Opens or worsens what a result says, in the caller's transaction, as the role of checks: once for each check, window
 * and kind. A failure that comes again after its finding was closed is another one; a tilt is not, since the evidence
 * of a window only adds up. Says on findings that wait for a retest what it showed.
 */
export async function openFindings(tx: Tx, check: TestedCheck, result: WrittenResult): Promise<void> {
  const wanted = openedBy(result.verdict);
  if (wanted) await openOrWorsen(tx, check, result, wanted.kind);
  await noteRetests(tx, check, result);
}

async function openOrWorsen(
  tx: Tx,
  check: TestedCheck,
  result: WrittenResult,
  kind: "tilt" | "failure",
): Promise<void> {
  const known = await tx.finding.findFirst({
    where: { check_id: check.id, window_from: toDate(result.window_from), kind },
    select: { id: true, number: true, verdict: true, status: true, remedied_on: true, owner: true },
    orderBy: { number: "desc" },
  });
  if (!known || (known.status === "closed" && kind === "failure")) return open(tx, check, result, kind);
  if (known.verdict !== "watch" || result.verdict !== "breach") return;
  const before = FindingStatus.parse(known.status);
  const status = statusAfter({ status: before, remedied: known.remedied_on !== null }, "worsen");
  if (status === null) return;
  const data = { verdict: "breach", status, ...(status === before ? {} : { risk_until: null }) };
  await tx.finding.update({ where: { id: known.id }, data: { ...data, version: { increment: 1 } } });
  await addEvent(tx, known.id, "worsened", {
    from: "watch",
    to: "breach",
    result: result.id,
    day: result.day,
  });
  if (status !== before) await addEvent(tx, known.id, "risk_ended", { because: "worsened" });
  await tellOwners(tx, known, {
    ...{ kind: "finding_worsened", finding_id: known.id, once: `finding_worsened:${known.id}` },
    detail: { result: result.id, risk_ended: status !== before },
  });
  await appendAudit(tx, {
    actor: CHECKS,
    action: "finding:worsen",
    entity: "finding",
    entity_id: known.id,
    before: { verdict: "watch", status: before },
    after: { verdict: "breach", status },
  });
}

async function open(
  tx: Tx,
  check: TestedCheck,
  { id: result_id, window_from, day, verdict, figures }: WrittenResult,
  kind: "tilt" | "failure",
): Promise<void> {
  const id = uuidv7();
  const facts = { check_id: check.id, kind, verdict, opened_result_id: result_id };
  const row = await tx.finding.create({
    data: { id, ...facts, window_from: toDate(window_from), updated_by: "" },
    select: { number: true },
  });
  await addEvent(tx, id, "opened", { verdict, result: result_id, day, because: figures.because });
  await appendAudit(tx, {
    actor: CHECKS,
    action: "finding:open",
    entity: "finding",
    entity_id: id,
    after: { code: findingCode(row.number), ...facts, window_from, day },
  });
  await notify(tx, CHECKS, {
    ...{ kind: "finding_opened", to: { role: "compliance" }, finding_id: id, detail: { verdict } },
  });
}

/** Findings of the clause and metric whose remedy came before this window: one event each time the verdict changes. */
async function noteRetests(tx: Tx, check: TestedCheck, result: WrittenResult): Promise<void> {
  const { commitment_id, clause_key } = check;
  const { metric } = check.definition.test;
  const where = {
    kind: "tilt",
    status: { in: ["remedied", "risk_accepted"] },
    remedied_on: { lt: toDate(result.window_from) },
    check: { commitment_id, clause_key, metric },
  };
  // Most results find none: then nothing more of them is asked for.
  if ((await tx.finding.count({ where })) === 0) return;
  const waiting = await tx.finding.findMany({
    where,
    select: {
      id: true,
      check: { select: { definition: true } },
      events: { where: { kind: "retest" }, orderBy: { at: "desc" }, select: { detail: true } },
    },
  });
  for (const { id, events, check: own } of waiting) {
    if (!own || questionOf(own.definition) !== questionOf(check.definition)) continue;
    const last = events.find(({ detail }) => (detail as { check?: unknown }).check === check.id);
    if ((last?.detail as { verdict?: unknown } | undefined)?.verdict === result.verdict) continue;
    const { id: result_id, day, verdict } = result;
    await addEvent(tx, id, "retest", { check: check.id, result: result_id, day, verdict });
  }
}
