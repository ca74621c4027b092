import { type Actor, actorRef, authorize } from "@/lib/access";
import { appendAudit } from "@/lib/audit/server";
import { type Prisma, type Tx, withActor } from "@/lib/db/server";
import { conflict, forbidden, invalid, notFound, personRequired } from "@/lib/kernel/errors";
import { isUuid, uuidv7 } from "@/lib/kernel/ids";
import { addDays, formatDay, parseInstant } from "@/lib/kernel/time";
import { notify } from "../notifications/notify";
import { barredAs } from "./may";
import { findReviewer } from "./people";
import type { DelegationInput, DelegationList, DelegationView } from "./schema";
import type { Scene } from "./store";

/** Days ahead that a delegation may end, today not counted. */
const MAX_DAYS = 184;

type Row = Prisma.ReviewDelegationGetPayload<object>;

async function viewsOf(tx: Tx, rows: readonly Row[]): Promise<DelegationView[]> {
  const ids = rows.flatMap(({ from_person_id, to_person_id }) => [from_person_id, to_person_id]);
  const people = new Map(
    (
      await tx.person.findMany({ where: { id: { in: ids } }, select: { id: true, email: true, name: true } })
    ).map((person) => [person.id, person]),
  );
  const today = formatDay(Date.now());
  return rows.map((row) => {
    const [from, to] = [people.get(row.from_person_id), people.get(row.to_person_id)];
    const until = formatDay(row.until.getTime());
    return {
      id: row.id,
      from: from?.email ?? "",
      from_label: from?.name ?? "",
      to: to?.email ?? "",
      to_label: to?.name ?? "",
      until,
      reason: row.reason,
      created_at: row.created_at.toISOString(),
      revoked_at: row.revoked_at?.toISOString() ?? null,
      active: row.revoked_at === null && until >= today,
    };
  });
}

async function viewOf(tx: Tx, row: Row): Promise<DelegationView> {
  const [view] = await viewsOf(tx, [row]);
  if (!view) throw new Error("A delegation has a view.");
  return view;
}

/** All delegations, newest first. Throws 403 for whoever neither decides nor reads the audit log. */
export function listDelegations(actor: Actor): Promise<DelegationList> {
  authorize(actor, "review:decide", "audit:read");
  return withActor(actor, async (tx) => {
    const rows = await tx.reviewDelegation.findMany({ orderBy: [{ created_at: "desc" }, { id: "desc" }] });
    return { items: await viewsOf(tx, rows), next_cursor: null };
  });
}

/**
 * Hands one's own reviews to another person of compliance until a day, that day included. Keys are refused; throws 422
 * for somebody who may not decide, for oneself, and for a day that is over or more than half a year ahead.
 */
export function delegate(actor: Actor, input: DelegationInput): Promise<DelegationView> {
  if (actor.kind !== "person") throw personRequired();
  authorize(actor, "review:decide");
  const until = new Date(parseInstant(input.until) ?? Number.NaN);
  return withActor(actor, async (tx) => {
    const to = await findReviewer(tx, input.to);
    if (!to) throw invalid([{ pointer: "/to", message: "Nobody who may decide reviews has this address." }]);
    if (to.id === actor.id) throw invalid([{ pointer: "/to", message: "This is yourself." }]);
    const today = formatDay(Date.now());
    if (input.until < today) throw invalid([{ pointer: "/until", message: "This day is over." }]);
    if (input.until > formatDay(addDays(Date.now(), MAX_DAYS)))
      throw invalid([{ pointer: "/until", message: "At most half a year ahead." }]);
    const row = await tx.reviewDelegation.create({
      data: { id: uuidv7(), from_person_id: actor.id, to_person_id: to.id, until, reason: input.reason },
    });
    const { to: email, until: day, reason } = input;
    await notify(tx, actor, { kind: "delegated", to: { people: [to.id] }, detail: { until: day } });
    await appendAudit(tx, {
      ...{ actor, action: "delegation:create", entity: "review_delegation", entity_id: row.id, reason },
      after: { to: email, until: day },
    });
    return viewOf(tx, row);
  });
}

/** Takes back what one handed on. Throws 403 for others' delegations, 404, 409 when it was taken back before. */
export function revokeDelegation(actor: Actor, id: string): Promise<DelegationView> {
  if (actor.kind !== "person") throw personRequired();
  authorize(actor, "review:decide");
  return withActor(actor, async (tx) => {
    const row = isUuid(id) ? await tx.reviewDelegation.findUnique({ where: { id } }) : null;
    if (!row) throw notFound();
    if (row.from_person_id !== actor.id) throw forbidden("Whoever handed it on takes it back.", "not_own");
    if (row.revoked_at) throw conflict("revoked", "It was taken back before.");
    const after = await tx.reviewDelegation.update({ where: { id }, data: { revoked_at: new Date() } });
    const detail = { until: formatDay(row.until.getTime()), revoked: true };
    await notify(tx, actor, { kind: "delegated", to: { people: [row.to_person_id] }, detail });
    await appendAudit(tx, {
      ...{ actor, action: "delegation:revoke", entity: "review_delegation", entity_id: id },
    });
    return viewOf(tx, after);
  });
}

/** Throws 422 for a delegation that is not to the actor or is over, 409 for what its giver may not decide themselves. */
export async function checkDelegation({ tx, actor, review }: Scene, id: string): Promise<void> {
  const row = await tx.reviewDelegation.findUnique({ where: { id } });
  const today = formatDay(Date.now());
  const valid =
    row &&
    `person:${row.to_person_id}` === actorRef(actor) &&
    !row.revoked_at &&
    formatDay(row.until.getTime()) >= today;
  if (!valid) throw invalid([{ pointer: "/delegation", message: "Nothing is handed to you by this one." }]);
  const giver = `person:${row.from_person_id}`;
  const [able] = await tx.$queryRaw<
    { able: boolean }[]
  >`SELECT evenhand_has_role(${giver}, 'compliance') AS able`;
  if (!able?.able || (await barredAs(tx, giver, review.id)) !== null)
    throw conflict("delegation_barred", "Nobody hands on what they may not decide themselves.");
}
